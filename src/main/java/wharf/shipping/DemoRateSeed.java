package wharf.shipping;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.shipping.rating.DemoRates;

/** Stores the demo sheet and the rules that come with Wharf, once per database, whichever node is first. */
@Component
@Order(100)
@ConditionalOnProperty(name = "wharf.shipping.demo-rates", havingValue = "true", matchIfMissing = true)
class DemoRateSeed implements ApplicationRunner {
    private static final long LOCK = 0x5e1ec7ed;

    private final RateSheets sheets;
    private final CarrierRules rules;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DemoRateSeed(RateSheets sheets, CarrierRules rules, JdbcClient jdbc, TransactionTemplate transaction) {
        this.sheets = sheets;
        this.rules = rules;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Context.background("demo-rates").run(() -> transaction.executeWithoutResult(status -> seed()));
    }

    private void seed() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, n) -> 1)
                .list();
        boolean there = jdbc.sql("select exists (select from rate_sheet where demo)")
                .query(Boolean.class)
                .single();
        if (there) return;
        for (var rule : DemoRates.rules()) {
            if (rule.dim() != null) rules.add(rule.dim());
            if (rule.surcharge() != null) rules.add(rule.surcharge());
        }
        sheets.store(
                new RateSheets.NewSheet(
                        null, DemoRates.CARRIER, DemoRates.NAME, DemoRates.CURRENCY, DemoRates.VALID_FROM, null),
                true,
                DemoRates.cells());
    }
}
