package wharf.shipping;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.geography.Currencies;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shipping.rating.RateSheet;
import wharf.shipping.rating.RateSheetCsv;

/** Rate sheets, imported whole from CSV or not at all. A sheet never changes; new prices are a new sheet with a later first day. */
@Service
public class RateSheets {
    private static final String ADD = """
            insert into rate_sheet (id, merchant_id, carrier, name, currency, valid_from, valid_to, demo, imported_at)
            values (:id, :merchant, :carrier, :name, :currency, :from, :to, :demo, :now)
            """;
    private static final String CELLS = """
            insert into rate_cell (sheet_id, merchant_id, service, zone, up_to, amount_minor, transit_days)
            select :sheet, :merchant, c.*
            from unnest(:services, :zones, :upTos, :amounts, :days) as c
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    RateSheets(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A sheet's head. @param merchant null for the operator's own */
    public record NewSheet(
            @Nullable MerchantId merchant,
            String carrier,
            String name,
            String currency,
            LocalDate validFrom,
            @Nullable LocalDate validTo) {}

    /** A stored sheet. */
    public record Listed(
            UUID id,
            @Nullable UUID merchantId,
            String carrier,
            String name,
            String currency,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            boolean demo,
            long prices) {}

    /** Imports {@code service,zone,up_to,amount,transit_days}; refuses the whole with every bad line named. */
    @Transactional
    public UUID importCsv(NewSheet sheet, String csv) {
        check(sheet);
        var parsed = RateSheetCsv.read(csv, sheet.currency());
        if (!parsed.problems().isEmpty()) throw Refusal.invalid(parsed.problems());
        try {
            return store(sheet, false, parsed.rows());
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict(
                    "name-taken",
                    "name",
                    sheet.name(),
                    "This carrier has a sheet of that name; sheets never change, give the new one another name.");
        } catch (DataIntegrityViolationException noMerchant) {
            if (sheet.merchant() == null) throw noMerchant;
            throw Refusal.notFound("merchant", sheet.merchant());
        }
    }

    private static void check(NewSheet sheet) {
        if (!Currencies.isKnown(sheet.currency()))
            throw Refusal.invalid(
                    "unknown-currency", "currency", sheet.currency(), "Give an ISO 4217 code such as USD.");
        if (sheet.validTo() != null && sheet.validTo().isBefore(sheet.validFrom()))
            throw Refusal.invalid("out-of-range", "validTo", sheet.validTo(), "Let it end on its first day or later.");
    }

    @Transactional
    public UUID store(NewSheet sheet, boolean demo, List<RateSheet.Cell> cells) {
        var id = Ids.next();
        var merchant = sheet.merchant() == null ? null : sheet.merchant().value();
        jdbc.sql(ADD)
                .param("id", id)
                .param("merchant", merchant, java.sql.Types.OTHER)
                .param("carrier", sheet.carrier())
                .param("name", sheet.name())
                .param("currency", sheet.currency())
                .param("from", sheet.validFrom())
                .param("to", sheet.validTo(), java.sql.Types.DATE)
                .param("demo", demo)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        jdbc.sql(CELLS)
                .param("sheet", id)
                .param("merchant", merchant, java.sql.Types.OTHER)
                .param(
                        "services",
                        Sql.texts(cells.stream().map(RateSheet.Cell::service).toList()))
                .param(
                        "zones",
                        Sql.ints(cells.stream().map(RateSheet.Cell::zone).toList()))
                .param(
                        "upTos",
                        Sql.ints(cells.stream().map(RateSheet.Cell::upTo).toList()))
                .param(
                        "amounts",
                        Sql.longs(
                                cells.stream().map(RateSheet.Cell::amountMinor).toList()))
                .param(
                        "days",
                        Sql.ints(cells.stream().map(RateSheet.Cell::transitDays).toList()))
                .update();
        return id;
    }

    @Transactional(readOnly = true)
    public List<Listed> all() {
        return jdbc.sql("""
                        select s.*, (select count(*) from rate_cell c where c.sheet_id = s.id) as prices
                        from rate_sheet s
                        order by s.carrier, s.valid_from desc, s.name
                        """).query(Listed.class).list();
    }
}
