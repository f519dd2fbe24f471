package wharf.shipping;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.shared.Money;
import wharf.shipping.rating.BillingUnit;
import wharf.shipping.rating.DimRule;
import wharf.shipping.rating.SurchargeRule;

/** The carriers' dated rules; a few dozen rows. */
@Component
class CarrierRules {
    private static final String ADD_DIM = """
            insert into carrier_dim_rule (carrier, length_unit, rounding, divisor, above_volume, billing, valid_from, valid_to)
            values (:carrier, :lengthUnit, :rounding, :divisor, :above, :billing, :from, :to)
            on conflict (carrier, valid_from) do nothing
            """;
    private static final String ADD_SURCHARGE = """
            insert into carrier_surcharge_rule (carrier, kind, measure, over, amount_minor, currency, minimum_steps, domestic_only,
                                                valid_from, valid_to)
            values (:carrier, :kind, :measure, :over, :amount, :currency, :minimum, :domestic, :from, :to)
            on conflict (carrier, kind, measure, over, valid_from) do nothing
            """;

    private final JdbcClient jdbc;

    CarrierRules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<DimRule> dims() {
        return jdbc.sql("select * from carrier_dim_rule order by carrier, valid_from")
                .query(CarrierRules::dim)
                .list();
    }

    List<SurchargeRule> surcharges() {
        return jdbc.sql("select * from carrier_surcharge_rule")
                .query(CarrierRules::surcharge)
                .list();
    }

    void add(DimRule rule) {
        jdbc.sql(ADD_DIM)
                .param("carrier", rule.carrier())
                .param("lengthUnit", rule.lengthUnit().name())
                .param("rounding", rule.rounding().name())
                .param("divisor", rule.divisor())
                .param("above", rule.aboveVolume())
                .param("billing", rule.billing().name())
                .param("from", rule.validFrom())
                .param("to", rule.validTo(), java.sql.Types.DATE)
                .update();
    }

    void add(SurchargeRule rule) {
        var amount = rule.amount();
        jdbc.sql(ADD_SURCHARGE)
                .param("carrier", rule.carrier())
                .param("kind", rule.kind().name())
                .param("measure", rule.measure().name())
                .param("over", rule.over())
                .param("amount", amount == null ? null : amount.minor(), java.sql.Types.BIGINT)
                .param("currency", amount == null ? null : amount.currency())
                .param("minimum", rule.minimumSteps())
                .param("domestic", rule.domesticOnly())
                .param("from", rule.validFrom())
                .param("to", rule.validTo(), java.sql.Types.DATE)
                .update();
    }

    private static DimRule dim(ResultSet row, int n) throws SQLException {
        return new DimRule(
                row.getString("carrier"),
                DimRule.LengthUnit.valueOf(row.getString("length_unit")),
                DimRule.Rounding.valueOf(row.getString("rounding")),
                row.getInt("divisor"),
                row.getInt("above_volume"),
                BillingUnit.valueOf(row.getString("billing")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class));
    }

    private static SurchargeRule surcharge(ResultSet row, int n) throws SQLException {
        return new SurchargeRule(
                row.getString("carrier"),
                SurchargeRule.Kind.valueOf(row.getString("kind")),
                SurchargeRule.Measure.valueOf(row.getString("measure")),
                row.getInt("over"),
                amount(row),
                row.getInt("minimum_steps"),
                row.getBoolean("domestic_only"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class));
    }

    private static @Nullable Money amount(ResultSet row) throws SQLException {
        var currency = row.getString("currency");
        return currency == null ? null : Money.of(row.getLong("amount_minor"), currency);
    }
}
