package wharf.delivery.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderView;
import wharf.order.Replacements;
import wharf.payment.Payments;
import wharf.payment.Refund;
import wharf.platform.KillPoint;
import wharf.platform.WorkStep;
import wharf.shared.Money;

/**
 * Does what was decided: pays back, or places the order that sends it again. Both name the case as their cause, so that a second run after a
 * crash pays nothing twice and sends nothing twice. What cannot be done goes back to a person with the reason.
 */
@Component
class CaseStep implements WorkStep {
    static final String NAME = "CASE";
    static final String CHANNEL = Replacements.RESHIP;
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private final Cases cases;
    private final Payments payments;
    private final OrderIntake intake;
    private final TransactionTemplate transaction;

    CaseStep(Cases cases, Payments payments, OrderIntake intake, TransactionTemplate transaction) {
        this.cases = cases;
        this.payments = payments;
        this.intake = intake;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return 16;
    }

    private record Job(CaseView one, OrderView order) {}

    @Override
    public Result run(List<UUID> ids) {
        Map<UUID, Later> later = new HashMap<>();
        for (var job : jobs(ids))
            settle(job).ifPresent(retry -> later.put(job.one().id(), retry));
        return Result.later(later);
    }

    private List<Job> jobs(List<UUID> ids) {
        return Objects.requireNonNull(transaction.execute(status -> cases.decided(ids).stream()
                .map(one -> new Job(one, cases.order(one)))
                .toList()));
    }

    private Optional<Later> settle(Job job) {
        return switch (Objects.requireNonNull(job.one().decision())) {
            case REFUND -> refund(job, Objects.requireNonNull(job.one().amount()));
            case RESHIP -> reship(job);
            case CARRIER_CLAIM, REJECT -> Optional.empty();
        };
    }

    private Optional<Later> refund(Job job, Money amount) {
        var one = job.one();
        var cause = "case:" + one.number() + ":" + one.decisions();
        var answer = payments.refund(one.order().value(), amount, cause, "Case " + one.number() + ": " + one.because());
        KillPoint.reached("case.refunded");
        return switch (answer) {
            case Refund.Refunded done -> closed(job, done.amount() + " was paid back.");
            case Refund.Outside outside ->
                closed(job, outside.refunded() + " was paid back; a person has to pay " + outside.outside() + ".");
            case Refund.Refused refused -> reopened(job, "Not paid back: " + refused.reason());
            case Refund.OtherAmount other ->
                reopened(job, "Not paid back: this decision has paid back " + other.earlier() + " already.");
            case Refund.Failed failed -> reopened(job, "Not paid back: " + failed.reason());
            case Refund.Unknown unknown ->
                Optional.of(new Later(
                        Instant.now().plus(ASK_AGAIN), "The provider is being asked whether it was paid back."));
        };
    }

    private Optional<Later> reship(Job job) {
        var answer = intake.take(List.of(again(job))).getFirst();
        KillPoint.reached("case.reshipped");
        return switch (answer) {
            case IntakeResult.Accepted accepted -> reshipped(job, accepted.id(), accepted.number());
            case IntakeResult.Replayed replayed -> reshipped(job, replayed.id(), replayed.number());
            case IntakeResult.Revising revising -> reshipped(job, revising.id(), revising.number());
            case IntakeResult.Refused refused ->
                switch (refused.reason()) {
                    case BUSY, FAULT -> Optional.of(new Later(Instant.now().plus(ASK_AGAIN), "Intake is busy."));
                    case INVALID, SOLD_OUT, CONFLICT ->
                        reopened(
                                job,
                                "Not sent again: "
                                        + refused.problems().getFirst().message());
                };
        };
    }

    private Optional<Later> reshipped(Job job, wharf.shared.OrderId order, long number) {
        transaction.executeWithoutResult(
                status -> cases.close(job.one(), job.order(), "Sent again as order " + number + ".", order));
        return Optional.empty();
    }

    private Optional<Later> closed(Job job, String outcome) {
        transaction.executeWithoutResult(status -> cases.close(job.one(), job.order(), outcome, null));
        return Optional.empty();
    }

    private Optional<Later> reopened(Job job, String problem) {
        transaction.executeWithoutResult(status -> cases.reopen(job.one(), problem));
        return Optional.empty();
    }

    /** The same items at no price, to the same address; what is out of stock follows when it is there. */
    private static NewOrder again(Job job) {
        var order = job.order();
        var lines = job.one().lines().stream()
                .flatMap(about -> order.lines().stream()
                        .filter(line -> line.number() == about.lineNo())
                        .map(line -> free(line, about.quantity())))
                .toList();
        return NewOrder.of(
                        order.merchant().toString(),
                        CHANNEL,
                        "RESHIP-" + job.one().number())
                .placedAt(job.one().decidedAt())
                .currency(order.currency())
                .lines(lines)
                .shipTo(order.shipTo())
                .email(order.email())
                .locale(order.locale())
                .totalMinor(0L)
                .shortage(NewOrder.Shortage.BACKORDER)
                .service(order.service())
                .note("Replaces order " + order.number() + " (" + order.externalId() + "), case "
                        + job.one().number())
                .build();
    }

    private static NewOrder.Line free(OrderView.Line line, int components) {
        int each = line.units().stream().mapToInt(OrderView.Units::perUnit).sum();
        int units = Math.min(line.quantity(), Math.max(1, components / Math.max(1, each)));
        return new NewOrder.Line(line.sku(), units, 0L, null, null, line.title(), null, null);
    }
}
