package wharf.shipping;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.MerchantId;
import wharf.shipping.rating.CarrierDays;
import wharf.shipping.rating.Offers;
import wharf.shipping.rating.RateRequest;
import wharf.shipping.rating.RateSheet;
import wharf.shipping.rating.Rating;

/** Rates by the sheets and rules kept in the database: a merchant's own sheet before the operator's, the newest before older ones. */
@Service
public class Rates {
    private static final String VALID = """
            select id, carrier, name, currency, valid_from, valid_to
            from rate_sheet
            where (merchant_id is null or merchant_id = :merchant)
            and valid_from <= :day
            and (valid_to is null or valid_to >= :day)
            order by carrier, merchant_id nulls last, valid_from desc, id desc
            """;
    private static final String CELLS = """
            select service, zone, up_to, amount_minor, transit_days
            from rate_cell
            where sheet_id = :sheet
            """;

    private final JdbcClient jdbc;
    private final CarrierRules rules;
    private final Map<UUID, RateSheet> known = new ConcurrentHashMap<>();

    Rates(JdbcClient jdbc, CarrierRules rules) {
        this.jdbc = jdbc;
        this.rules = rules;
    }

    private record Sheet(
            UUID id,
            String carrier,
            String name,
            String currency,
            LocalDate validFrom,
            @org.jspecify.annotations.Nullable LocalDate validTo) {}

    /** Ready to rate as many parcels of this merchant as wanted, all leaving that day; pure from there on. */
    @Transactional(readOnly = true)
    public Rating on(LocalDate day, MerchantId merchant) {
        var sheets = jdbc.sql(VALID)
                .param("merchant", merchant.value())
                .param("day", day)
                .query(Sheet.class)
                .list();
        return new Rating(
                sheets.stream().map(this::sheet).toList(),
                rules.dims(),
                rules.surcharges(),
                CarrierDays.unitedStates(day));
    }

    /** What each service would cost, by the rules of the day the parcel leaves. */
    @Transactional(readOnly = true)
    public Offers quote(MerchantId merchant, RateRequest request) {
        return on(request.shipOn(), merchant).offers(request);
    }

    /** A sheet never changes once imported, so it is read once. */
    private RateSheet sheet(Sheet sheet) {
        return known.computeIfAbsent(sheet.id(), id -> {
            var prices = jdbc.sql(CELLS)
                    .param("sheet", id)
                    .query(RateSheet.Cell.class)
                    .list();
            return new RateSheet(
                    sheet.carrier(), sheet.name(), sheet.currency(), sheet.validFrom(), sheet.validTo(), prices);
        });
    }
}
