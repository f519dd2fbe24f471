package wharf.returns;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.ReturnId;
import wharf.shipping.ParcelState;
import wharf.shipping.Parcels;
import wharf.shipping.ReturnLabels;

/** What a code at the returns dock means: a return's number or QR code, its tracking number, a parcel that left, an order. */
@Service
public class Scans {
    private static final String PARCEL = """
            select l.order_id, p.id as parcel_id
            from (
              select id from parcel where sscc = :digits
              union
              select parcel_id from label where tracking = :code and state = 'BOUGHT'
            ) found
            join parcel p on p.id = found.id
            join parcel_line l on l.parcel_id = p.id
            where p.state in ('SHIPPED', 'DELIVERED', 'EXCEPTION', 'RETURNED_TO_SENDER', 'LOST')
            order by l.order_id
            limit 1
            """;
    private static final String ORDER = """
            select id
            from orders
            where id in (select order_search(:text, 500))
            and (number = :number or external_id = :text)
            order by placed_at desc
            limit 1
            """;

    private final JdbcClient jdbc;
    private final ReturnLabels labels;
    private final Returns returns;
    private final Receiving receiving;
    private final Parcels parcels;

    Scans(JdbcClient jdbc, ReturnLabels labels, Returns returns, Receiving receiving, Parcels parcels) {
        this.jdbc = jdbc;
        this.labels = labels;
        this.returns = returns;
        this.receiving = receiving;
        this.parcels = parcels;
    }

    /** What was scanned. */
    public sealed interface Meaning {
        /** A return somebody announced. */
        record Announced(ReturnId id) implements Meaning {}

        /** A parcel that comes back as it left. */
        record Parcel(OrderId order, ParcelId parcel) implements Meaning {}

        /** An order. */
        record Order(OrderId order) implements Meaning {}
    }

    /** Empty when it means nothing the caller may see. */
    @Transactional(readOnly = true)
    public Optional<Meaning> find(String scan) {
        var text = scan.strip();
        if (text.isEmpty() || text.length() > 200 || text.indexOf('\0') >= 0) return Optional.empty();
        var code = text.toUpperCase(Locale.ROOT);
        var number = code.replaceFirst("^RMA-?", "").replaceFirst("^#", "");
        boolean numeric = number.matches("[0-9]{1,18}");
        if (code.startsWith("RMA") && numeric) {
            var announced = jdbc.sql("select id from rma where number = :number")
                    .param("number", Long.parseLong(number))
                    .query(UUID.class)
                    .optional();
            if (announced.isPresent()) return Optional.of(new Meaning.Announced(new ReturnId(announced.get())));
        }
        var tracked = labels.byTracking(text);
        if (tracked.isPresent()) return Optional.of(new Meaning.Announced(new ReturnId(tracked.get())));
        return parcel(code).or(() -> order(text, numeric ? number : "0"));
    }

    private Optional<Meaning> parcel(String code) {
        var digits = code.replaceFirst("^\\]C1", "").replaceAll("[^0-9]", "");
        return jdbc
                .sql(PARCEL)
                .param("digits", digits.length() == 20 && digits.startsWith("00") ? digits.substring(2) : digits)
                .param("code", code.replaceFirst("^\\]C0", "").replace(" ", ""))
                .query((row, n) -> (Meaning) new Meaning.Parcel(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        new ParcelId(row.getObject("parcel_id", UUID.class))))
                .list()
                .stream()
                .findFirst();
    }

    private Optional<Meaning> order(String text, String number) {
        List<UUID> found = jdbc.sql(ORDER)
                .param("number", Long.parseLong(number))
                .param("text", text)
                .query(UUID.class)
                .list();
        return found.stream().findFirst().map(id -> new Meaning.Order(new OrderId(id)));
    }

    /**
     * The return to count into: the announced one, the open one of the order, or a new one for goods nobody announced.
     *
     * @param requestId made by the caller, so that the same scan opens one return
     */
    @Transactional
    public ReturnView open(Meaning meaning, UUID requestId) {
        return switch (meaning) {
            case Meaning.Announced announced -> returns.get(announced.id());
            case Meaning.Order order ->
                expected(order.order()).orElseGet(() -> receiving.unannounced(order.order(), false, requestId));
            case Meaning.Parcel parcel -> {
                var waiting = expected(parcel.order());
                if (waiting.isPresent()) yield waiting.get();
                yield receiving.unannounced(parcel.order(), isUndelivered(parcel.parcel()), requestId);
            }
        };
    }

    /** It never reached the shopper, as far as the carrier has said: nobody took it in. Its state is the carrier's news to change. */
    private boolean isUndelivered(ParcelId parcel) {
        return parcels.find(parcel)
                .map(found -> found.state() != ParcelState.DELIVERED)
                .orElse(false);
    }

    private Optional<ReturnView> expected(OrderId order) {
        return returns.of(order).stream()
                .filter(view -> !view.state().isFinal())
                .findFirst();
    }
}
