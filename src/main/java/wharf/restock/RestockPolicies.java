package wharf.restock;

import java.util.ArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.messaging.Phones;
import wharf.platform.Work;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** How each merchant wants to be restocked. */
@Service
class RestockPolicies {
    private static final String SELECT = """
            select service_level, review_days, default_lead_days, overstock_days, order_cost_minor, holding_percent, notify_email, notify_phone
            from restock_policy
            where merchant_id = :merchant
            """;
    private static final String PUT = """
            insert into restock_policy (merchant_id, service_level, review_days, default_lead_days, overstock_days, order_cost_minor,
                                        holding_percent, notify_email, notify_phone)
            values (:merchant, :service, :review, :lead, :overstock, :cost, :holding, :email, :phone)
            on conflict (merchant_id) do update
            set service_level = excluded.service_level, review_days = excluded.review_days, default_lead_days = excluded.default_lead_days,
                overstock_days = excluded.overstock_days, order_cost_minor = excluded.order_cost_minor,
                holding_percent = excluded.holding_percent, notify_email = excluded.notify_email,
                notify_phone = excluded.notify_phone
            """;

    private final JdbcClient jdbc;
    private final Work work;

    RestockPolicies(JdbcClient jdbc, Work work) {
        this.jdbc = jdbc;
        this.work = work;
    }

    @Transactional(readOnly = true)
    public RestockPolicy of(MerchantId merchant) {
        return jdbc.sql(SELECT)
                .param("merchant", merchant.value())
                .query(RestockPolicy.class)
                .optional()
                .orElse(RestockPolicy.STANDARD);
    }

    /** Stores it, and has the merchant's items planned anew. */
    @Transactional
    public void put(MerchantId merchant, RestockPolicy policy) {
        var problems = new ArrayList<Problem>();
        Texts.check(problems, "notifyEmail", policy.notifyEmail(), 254);
        var phone = Phones.e164(policy.notifyPhone(), null).orElse(null);
        if (blankToNull(policy.notifyPhone()) != null && phone == null)
            problems.add(Problem.of(
                    "not-a-number",
                    "notifyPhone",
                    policy.notifyPhone(),
                    "Give a number with its country, such as +12395550123."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        jdbc.sql(PUT)
                .param("merchant", merchant.value())
                .param("service", policy.serviceLevel())
                .param("review", policy.reviewDays())
                .param("lead", policy.defaultLeadDays())
                .param("overstock", policy.overstockDays())
                .param("cost", policy.orderCostMinor())
                .param("holding", policy.holdingPercent())
                .param("email", blankToNull(policy.notifyEmail()))
                .param("phone", phone)
                .update();
        work.add(PlanRestock.STEP, merchant.value(), merchant);
    }

    private static @org.jspecify.annotations.Nullable String blankToNull(
            @org.jspecify.annotations.Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
