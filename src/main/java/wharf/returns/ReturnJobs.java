package wharf.returns;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.Money;
import wharf.shared.ReturnId;

/** What time alone does to returns: those that never arrive expire, and an instant exchange is charged; what was judged is paid. */
@Component
class ReturnJobs {
    private static final int BATCH = 200;
    private static final String EXPIRED = """
            select id
            from rma
            where expires_at < :now
            and state in ('AUTHORISED', 'IN_TRANSIT')
            order by expires_at
            limit :most
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Returns returns;
    private final Settlements settlements;
    private final Exchanges exchanges;
    private final Ways ways;
    private final ExchangeStep.Telling telling;

    ReturnJobs(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Returns returns,
            Settlements settlements,
            Exchanges exchanges,
            Ways ways,
            ExchangeStep.Telling telling) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.returns = returns;
        this.settlements = settlements;
        this.exchanges = exchanges;
        this.ways = ways;
        this.telling = telling;
    }

    /** Returns how many returns it ended or paid; each in a transaction of its own. */
    int sweep() {
        int handled = 0;
        for (var id : overdue()) {
            transaction.executeWithoutResult(status -> expire(new ReturnId(id)));
            handled++;
        }
        for (var id : settlements.left()) {
            settlements.drawLeft(id);
            handled++;
        }
        return handled;
    }

    private List<UUID> overdue() {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.sql(EXPIRED)
                .param("now", Sql.timestamp(telling.clock().instant()))
                .param("most", BATCH)
                .query(UUID.class)
                .list()));
    }

    private void expire(ReturnId id) {
        var ref = telling.moves().lock(id);
        var view = returns.get(id);
        if (view.expiresAt() == null || telling.clock().instant().isBefore(view.expiresAt())) return;
        var steps = ReturnMoves.all(view, ReturnState.EXPIRED, ReturnState.AUTHORISED, ReturnState.IN_TRANSIT);
        if (steps.isEmpty()) return;
        telling.moves().move(List.of(ref), steps, "It did not arrive in time.");
        ways.labels().callOff(List.of(id.value()), "The return has expired.");
        charge(ref, view, steps);
    }

    /** The replacements that left and were never earned, at what was paid for the units that did not come back. */
    private void charge(ReturnMoves.Ref ref, ReturnView view, List<ReturnMoves.Step> steps) {
        long minor = 0;
        for (var exchange : exchanges.of(view.id())) {
            if (!exchange.instant() || exchange.state().equals("REFUNDED_INSTEAD")) continue;
            long units = steps.stream()
                    .filter(step -> step.line() == exchange.lineNo())
                    .mapToLong(ReturnMoves.Step::quantity)
                    .sum();
            minor += Math.floorDiv(Math.multiplyExact(exchange.valueMinor(), units), exchange.quantity());
        }
        jdbc.sql("update rma set charge_at = null where id = :id")
                .param("id", view.id().value())
                .update();
        if (minor == 0) return;
        var amount = Money.of(minor, view.currency());
        settlements.owe(ref, amount, "never-came:" + view.id(), "The goods of an instant exchange never came back.");
        telling.facts()
                .record(ref.fact("return.charged", telling.clock().instant())
                        .with(Map.of("number", view.name(), "amountMinor", minor, "currency", view.currency())));
    }

    /** The job, on one node every minute. */
    @Configuration(proxyBeanMethods = false)
    static class Job {
        @Bean
        RecurringTask<Void> returnSweep(ReturnJobs jobs) {
            return Tasks.recurring("return-sweep", FixedDelay.of(Duration.ofMinutes(1)))
                    .execute(
                            (instance, context) -> Context.background("returns").run(jobs::sweep));
        }
    }
}
