package wharf.shipping;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.Money;
import wharf.shipping.rating.DemoRates;
import wharf.shipping.tracking.DemoDepot;

/**
 * A simulator of a carrier: sells labels out of the air and keeps books of its own. What becomes of its parcels is simulated by
 * {@link DemoDepot}.
 *
 * <p>Test instruments, in the recipient's name: {@code [demo:refuse]} is refused, {@code [demo:time-out]} is sold but the first answer is
 * lost, {@code [demo:slow]} takes two seconds.
 */
@Component
class DemoCarrier implements CarrierPort {
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final String SELL = """
            insert into demo_carrier_label (reference, merchant_id, tracking, service, postage_minor, currency, sold_at)
            values (:reference, :account, :tracking, :service, :postage, :currency, :now)
            on conflict (reference) do update set asked = demo_carrier_label.asked + 1
            returning tracking, service, postage_minor, currency, asked
            """;
    private static final String FIND = """
            select tracking, service, postage_minor, currency, asked
            from demo_carrier_label
            where reference = :reference
            and voided_at is null
            """;
    private static final String GIVE_BACK = """
            update demo_carrier_label
            set voided_at = :now
            where reference = :reference
            and voided_at is null
            """;

    private record Booked(Sold sold, int asked) {}

    private static final RowMapper<Booked> ROW = (row, n) -> new Booked(
            new Sold(
                    row.getString("tracking"),
                    row.getString("service"),
                    Money.of(row.getLong("postage_minor"), row.getString("currency"))),
            row.getInt("asked"));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;
    private final DemoDepot depot;

    DemoCarrier(JdbcClient jdbc, TransactionTemplate transaction, BusinessClock clock, DemoDepot depot) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.depot = depot;
    }

    @Override
    public String carrier() {
        return DemoRates.CARRIER;
    }

    @Override
    public Answer buy(Booking booking) {
        var name = booking.shipTo().name();
        if (name.contains("[demo:refuse]")) return new No("The demo carrier does not know this address.");
        if (name.contains("[demo:slow]")) LockSupport.parkNanos(SLOW.toNanos());
        var booked = java.util.Objects.requireNonNull(transaction.execute(status -> sell(booking)));
        if (name.contains("[demo:time-out]") && booked.asked() == 1)
            throw new java.io.UncheckedIOException(
                    new java.net.SocketTimeoutException("the demo carrier did not answer in time"));
        return booked.sold();
    }

    private Booked sell(Booking booking) {
        long serial = jdbc.sql("select nextval('demo_carrier_tracking')")
                .query(Long.class)
                .single();
        return jdbc.sql(SELL)
                .param("reference", booking.reference())
                .param("account", booking.account().value())
                .param("tracking", "WD" + serial + Sscc.checkDigit(Long.toString(serial)))
                .param("service", booking.service())
                .param("postage", booking.postage().minor())
                .param("currency", booking.postage().currency())
                .param("now", Sql.timestamp(clock.instant()))
                .query(ROW)
                .single();
    }

    @Override
    public Optional<Sold> lookUp(String reference) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> jdbc.sql(FIND)
                .param("reference", reference)
                .query(ROW)
                .optional()
                .map(Booked::sold)));
    }

    @Override
    public void giveBack(String reference) {
        transaction.executeWithoutResult(status -> jdbc.sql(GIVE_BACK)
                .param("reference", reference)
                .param("now", Sql.timestamp(clock.instant()))
                .update());
    }

    @Override
    public Optional<News> track(String tracking) {
        return depot.track(tracking);
    }
}
