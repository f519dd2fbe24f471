package wharf.returns;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Shown;
import wharf.platform.Sql;
import wharf.platform.list.Filter;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.warehouse.Warehouses;

/** The merchants' return policies, each version kept. */
@Service
public class ReturnPolicies {
    private static final String LAST = """
            select terms::text
            from return_policy
            where merchant_id = :merchant
            order by version desc
            limit 1
            """;
    private static final String ADD = """
            insert into return_policy (merchant_id, version, terms, changed_at, changed_by)
            select :merchant, coalesce(max(version), 0) + 1, cast(:terms as jsonb), :now, :by
            from return_policy
            where merchant_id = :merchant
            """;
    private static final String OWN_REASONS = """
            select distinct on (r.code) r.code, r.label
            from return_policy p
            cross join lateral jsonb_to_recordset(p.terms -> 'reasons') as r (code text, label text)
            where r.code <> all(:known)
            and r.label is not null
            order by r.code, p.changed_at desc
            limit 200
            """;

    private final JdbcClient jdbc;
    private final Merchants merchants;
    private final Warehouses warehouses;
    private final Facts facts;
    private final JsonMapper json;
    private final BusinessClock clock;

    ReturnPolicies(
            JdbcClient jdbc,
            Merchants merchants,
            Warehouses warehouses,
            Facts facts,
            JsonMapper json,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.merchants = merchants;
        this.warehouses = warehouses;
        this.facts = facts;
        this.json = json;
        this.clock = clock;
    }

    /** The terms of today; {@link ReturnPolicy#DEFAULT} for a merchant who has said nothing. */
    @Transactional(readOnly = true)
    public ReturnPolicy of(MerchantId merchant) {
        List<String> last = jdbc.sql(LAST)
                .param("merchant", merchant.value())
                .query(String.class)
                .list();
        return last.isEmpty() ? ReturnPolicy.DEFAULT : read(last.getFirst());
    }

    /** What a list of returns can be narrowed to: the well-known reasons, then those of the merchants' own, of today or earlier. */
    @Transactional(readOnly = true)
    public List<Filter.Option> reasons() {
        var options = new ArrayList<Filter.Option>();
        for (var reason : ReturnPolicy.STANDARD) options.add(option(reason));
        options.add(option(ReturnPolicy.UNANNOUNCED));
        options.add(option(ReturnPolicy.REFUSED));
        jdbc.sql(OWN_REASONS)
                .param("known", Sql.texts(List.copyOf(ReturnPolicy.KNOWN)))
                .query((row, n) -> options.add(new Filter.Option(row.getString("code"), row.getString("label"))))
                .list();
        return options;
    }

    private static Filter.Option option(ReturnReason reason) {
        return new Filter.Option(reason.code(), Shown.words(reason.code()));
    }

    /** Sets the terms for returns asked for from now on; refuses with the fields that cannot be taken. */
    @Transactional
    public void set(MerchantId merchant, ReturnPolicy policy) {
        if (merchants.find(merchant).isEmpty()) throw Refusal.notFound("merchant", merchant);
        policy.checked();
        if (policy.warehouse() != null && warehouses.byCode(policy.warehouse()).isEmpty())
            throw Refusal.invalid(
                    "unknown-warehouse",
                    "warehouse",
                    policy.warehouse(),
                    "There is no warehouse with this code; leave it out to send goods back to the one that shipped them.");
        var now = clock.instant();
        // One writer at a time: two versions of the same number cannot both be.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('return_policy' || :merchant::text, 0))")
                .param("merchant", merchant.toString())
                .query((row, n) -> n)
                .list();
        jdbc.sql(ADD)
                .param("merchant", merchant.value())
                .param("terms", write(policy))
                .param("now", Sql.timestamp(now))
                .param("by", Context.current().actor().name())
                .update();
        facts.record(Fact.of(merchant, merchant.value(), "merchant", merchant.value(), "return.policy_changed", now));
    }

    ReturnPolicy read(String terms) {
        return json.readValue(terms, ReturnPolicy.class);
    }

    String write(ReturnPolicy policy) {
        return json.writeValueAsString(policy);
    }
}
