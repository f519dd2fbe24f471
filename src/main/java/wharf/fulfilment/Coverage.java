package wharf.fulfilment;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.Authorisation;
import wharf.payment.Payments;
import wharf.platform.BusinessClock;
import wharf.platform.Shown;
import wharf.platform.Work;
import wharf.shared.Money;
import wharf.shared.OrderId;

/**
 * Sees that what an accepted order comes to is paid for, after it came to something else: has the further tenders authorised, and holds the
 * order with the reason while they are not, or where nobody said who pays. Run again it does nothing twice.
 */
@Component
class Coverage {
    private final Orders orders;
    private final Holds holds;
    private final Payments payments;
    private final Progress progress;
    private final Work work;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;

    Coverage(
            Orders orders,
            Holds holds,
            Payments payments,
            Progress progress,
            Work work,
            BusinessClock clock,
            TransactionTemplate transaction) {
        this.orders = orders;
        this.holds = holds;
        this.payments = payments;
        this.progress = progress;
        this.work = work;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** After an order changed. One that is not accepted yet has its acceptance looked at again instead. */
    void review(UUID id) {
        var found = Objects.requireNonNull(transaction.execute(status -> orders.find(new OrderId(id))));
        if (found.isEmpty()) return;
        var order = found.get();
        if (order.state().isAccepted()) cover(order);
        else transaction.executeWithoutResult(status -> work.add(Steps.ACCEPT, id, order.merchant()));
    }

    /** A payment has changed by itself: an order that waited for it may go on. */
    void reviewHeld(List<UUID> ids) {
        ids.stream()
                .filter(id -> Boolean.TRUE.equals(transaction.execute(status -> isHeld(new OrderId(id)))))
                .forEach(this::reviewAccepted);
    }

    private void reviewAccepted(UUID id) {
        Objects.requireNonNull(transaction.execute(status -> orders.find(new OrderId(id)))).stream()
                .filter(order -> order.state().isAccepted())
                .forEach(this::cover);
    }

    private boolean isHeld(OrderId id) {
        return !open(id).isEmpty();
    }

    private List<Hold> open(OrderId id) {
        return holds.of(id).stream()
                .filter(hold -> hold.isOpen() && hold.kind() == Hold.Kind.PAYMENT)
                .toList();
    }

    private void cover(OrderView order) {
        var id = order.id().value();
        if (!payments.isKnown(id) || order.state() == OrderState.CANCELLED) {
            transaction.executeWithoutResult(status -> tell(order.id(), shortfall(order)));
            return;
        }
        var refused = payments.isLive(id, clock.instant()) ? Optional.<String>empty() : refusal(payments.authorise(id));
        if (!payments.view(id).owed().isZero() && refused.isEmpty()) payments.retryCaptures(id);
        transaction.executeWithoutResult(status -> tell(order.id(), refused.orElseGet(() -> shortfall(order))));
    }

    private static Optional<String> refusal(Authorisation authorisation) {
        return switch (authorisation) {
            case Authorisation.Authorised authorised -> Optional.empty();
            case Authorisation.NothingToDo nothing -> Optional.empty();
            case Authorisation.Declined declined ->
                Optional.of("What the order comes to more was declined ("
                        + declined.reason().replaceFirst("[.]$", "")
                        + "). Give another means of payment, or take units out.");
            case Authorisation.RequiresAction action ->
                Optional.of("The shopper has to confirm what the order comes to more, at " + action.url());
            case Authorisation.Unknown unknown ->
                Optional.of("Whether what the order comes to more was authorised is being asked.");
        };
    }

    /** What nobody pays for, in words; null when all is covered. */
    private @Nullable String shortfall(OrderView order) {
        var missing = missing(order);
        if (!missing.isPositive() || order.state() == OrderState.CANCELLED) return null;
        var payable = Bill.of(order).payable();
        return "The order comes to " + Shown.money(payable) + " now, and its tenders cover "
                + Shown.money(payable.minus(missing)) + ": somebody has to pay " + Shown.money(missing)
                + " more, or units have to go.";
    }

    /** What the order comes to and no tender covers; not positive when all of it is covered. */
    Money missing(OrderView order) {
        var covered = payments.covered(order.id().value(), order.currency()).minus(paidBack(order));
        return Bill.of(order).payable().minus(covered);
    }

    private Money paidBack(OrderView order) {
        var id = order.id().value();
        return payments.isKnown(id) ? Settlement.paidBack(payments.view(id)) : Money.zero(order.currency());
    }

    private void tell(OrderId id, @Nullable String reason) {
        var ref = orders.lock(List.of(id)).getFirst();
        var open = open(id);
        var outdated = open.stream()
                .filter(hold -> !hold.reason().equals(reason))
                .map(Hold::id)
                .toList();
        var lifted = holds.lift(outdated, reason == null ? "The order is paid for." : "The reason has changed.");
        if (reason != null && open.size() == outdated.size())
            holds.place(
                    ref,
                    Hold.Kind.PAYMENT,
                    reason,
                    EnumSet.of(Hold.Gate.ROUTE, Hold.Gate.RELEASE, Hold.Gate.SHIP),
                    null);
        else progress.resume(lifted);
        work.add(Steps.SETTLE, id.value(), ref.merchant());
    }
}
