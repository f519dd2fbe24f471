package wharf.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.history.HistoricOrder;
import wharf.history.History;
import wharf.history.HistoryResult;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.platform.WorkStep;
import wharf.shared.MerchantId;

/**
 * Brings the demo's past in behind its back, a few days at a time, through the door that merchants use for theirs. Where it stands is in the
 * database: a start that was cut short goes on there, and a day brought in twice is the same orders once.
 */
@Component
public class DemoHistory implements WorkStep {
    static final String STEP = "DEMO_HISTORY";
    private static final Logger LOG = LoggerFactory.getLogger(DemoHistory.class);
    private static final UUID SUBJECT = UUID.fromString("00000000-0000-7000-8000-0000000000de");
    private static final int DAYS_AT_ONCE = 3;
    private static final int TOLD_EVERY_DAYS = 15;
    private static final int MOST_AT_ONCE = 500;
    private static final String BEGIN = """
            insert into demo_history (until, finished_at)
            values (:until, case when :days = 0 then :now end)
            on conflict do nothing
            """;
    private static final String PROGRESS = "select until, days, orders, refused, finished_at from demo_history";
    private static final String ADVANCE = """
            update demo_history
            set days = :to, orders = orders + :orders, refused = refused + :refused, finished_at = case when :to >= :all then :now end
            where days = :from
            """;

    private final JdbcClient jdbc;
    private final History history;
    private final Work work;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;
    private final After after;
    private final int all;

    /** @param all days of history; 0 for none */
    DemoHistory(
            JdbcClient jdbc,
            History history,
            Work work,
            BusinessClock clock,
            TransactionTemplate transaction,
            After after,
            @Value("${wharf.demo-history-days:90}") int all) {
        this.jdbc = jdbc;
        this.history = history;
        this.work = work;
        this.clock = clock;
        this.transaction = transaction;
        this.after = after;
        this.all = all;
    }

    /** What goes on from the past. */
    @Component
    record After(DemoGoods goods, DemoTroubles troubles) {
        void make() {
            var ids = goods.ids();
            troubles.make(
                    Objects.requireNonNull(ids.get(DemoMerchant.CORAL.code())),
                    Objects.requireNonNull(ids.get(DemoMerchant.SAGUARO.code())),
                    Objects.requireNonNull(ids.get(DemoMerchant.SABAL.code())));
        }
    }

    private record Row(
            LocalDate until,
            int days,
            int orders,
            int refused,
            @Nullable Instant finishedAt) {}

    /**
     * How far it is.
     *
     * @param ofDays how many there will be
     */
    public record Progress(int days, int ofDays, int orders, int refused, boolean finished) {}

    /** Marks this database as a demo's and queues its history, in the caller's transaction; once. */
    @Transactional
    public void begin(MerchantId merchant) {
        var now = clock.instant();
        jdbc.sql(BEGIN)
                .param("until", LocalDate.ofInstant(now, ZoneOffset.UTC))
                .param("days", all)
                .param("now", Sql.timestamp(now))
                .update();
        if (all > 0) work.add(STEP, SUBJECT, merchant);
    }

    /** Empty where there is no demo. */
    @Transactional(readOnly = true)
    public Optional<Progress> progress() {
        return row().map(row -> new Progress(
                row.days(), Math.max(all, row.days()), row.orders(), row.refused(), row.finishedAt() != null));
    }

    private Optional<Row> row() {
        return jdbc.sql(PROGRESS).query(Row.class).optional();
    }

    @Override
    public String name() {
        return STEP;
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public Result run(List<UUID> subjects) {
        var found = transaction.execute(status -> row());
        var row = found == null ? Optional.<Row>empty() : found;
        if (row.isEmpty() || row.get().finishedAt() != null || row.get().days() >= all) return Result.DONE;
        boolean more = bringIn(row.get());
        if (!more) return Result.DONE;
        return Result.later(Map.of(SUBJECT, new Later(Instant.now(), "The demo's history is being brought in.")));
    }

    private boolean bringIn(Row row) {
        int to = Math.min(all, row.days() + DAYS_AT_ONCE);
        var now = clock.instant();
        var orders = new ArrayList<HistoricOrder>();
        for (int day = row.days(); day < to; day++)
            orders.addAll(HistoryDay.of(row.until().minusDays(all - day), row.until(), now));
        int taken = 0;
        int refused = 0;
        for (int from = 0; from < orders.size(); from += MOST_AT_ONCE) {
            for (var result :
                    history.bringIn(List.copyOf(orders.subList(from, Math.min(orders.size(), from + MOST_AT_ONCE))))) {
                if (!(result instanceof HistoryResult.Refused no)) taken++;
                else if (refused++ == 0) LOG.warn("an order of the demo's history was refused: {}", no.problems());
            }
        }
        if (to == all) after.make();
        advance(row, to, taken, refused);
        return to < all;
    }

    private void advance(Row row, int to, int taken, int refused) {
        transaction.executeWithoutResult(status -> jdbc.sql(ADVANCE)
                .param("from", row.days())
                .param("to", to)
                .param("all", all)
                .param("orders", taken)
                .param("refused", refused)
                .param("now", Sql.timestamp(clock.instant()))
                .update());
        if (to == all || to / TOLD_EVERY_DAYS > row.days() / TOLD_EVERY_DAYS)
            LOG.info("Demo history: {} of {} days, {} orders", to, all, row.orders() + taken);
    }
}
