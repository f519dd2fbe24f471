package wharf.insight;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.Refusal;

/** The operator's rates, dated, so that a raise of wages changes no figure of the past. */
@Service
class InsightRates {
    private static final String ALL = """
            select valid_from, currency, wage_minor, payment_basis_points, payment_fixed_minor, holding_percent, set_by
            from insight_rate
            order by valid_from desc
            limit 200
            """;
    private static final String PUT = """
            insert into insight_rate (valid_from, currency, wage_minor, payment_basis_points, payment_fixed_minor, holding_percent, set_at,
                                      set_by)
            values (:from, :currency, :wage, :points, :fixed, :holding, :now, :by)
            on conflict (valid_from) do update
            set currency = excluded.currency, wage_minor = excluded.wage_minor, payment_basis_points = excluded.payment_basis_points,
                payment_fixed_minor = excluded.payment_fixed_minor, holding_percent = excluded.holding_percent,
                set_at = excluded.set_at, set_by = excluded.set_by
            """;

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    InsightRates(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Newest first; never empty. */
    @Transactional(readOnly = true)
    public List<InsightRate> all() {
        return jdbc.sql(ALL).query(InsightRate.class).list();
    }

    static boolean known(String currency) {
        return java.util.Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(currency));
    }

    /** Stores rates by the day from which they hold. */
    @Transactional
    public void put(InsightRate rate) {
        if (rate.validFrom().isBefore(EARLIEST) || rate.validFrom().isAfter(LATEST))
            throw Refusal.invalid(
                    "out-of-range", "validFrom", rate.validFrom(), "Give a day between 2000-01-01 and 2999-12-31.");
        if (!known(rate.currency()))
            throw Refusal.invalid(
                    "unknown-currency", "currency", rate.currency(), "Give an ISO 4217 code such as USD.");
        jdbc.sql(PUT)
                .param("from", rate.validFrom())
                .param("currency", rate.currency())
                .param("wage", rate.wageMinor())
                .param("points", rate.paymentBasisPoints())
                .param("fixed", rate.paymentFixedMinor())
                .param("holding", rate.holdingPercent())
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .update();
    }
}
