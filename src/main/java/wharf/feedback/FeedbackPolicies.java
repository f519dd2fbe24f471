package wharf.feedback;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.MerchantId;

/** The merchants' terms of asking; {@link FeedbackPolicy#STANDARD} for who has said nothing. */
@Service
public class FeedbackPolicies {
    private static final String SELECT = """
            select merchant_id, asks, delay_hours, answer_days, quiet_days, asks_reviews
            from feedback_policy
            where merchant_id = any(:merchants)
            """;
    private static final String PUT = """
            insert into feedback_policy (merchant_id, asks, delay_hours, answer_days, quiet_days, asks_reviews)
            values (:merchant, :asks, :delay, :answer, :quiet, :reviews)
            on conflict (merchant_id) do update
            set asks = excluded.asks, delay_hours = excluded.delay_hours, answer_days = excluded.answer_days, quiet_days = excluded.quiet_days,
                asks_reviews = excluded.asks_reviews
            """;
    private static final RowMapper<FeedbackPolicy> ROW = (row, n) -> new FeedbackPolicy(
            row.getBoolean("asks"),
            row.getInt("delay_hours"),
            row.getInt("answer_days"),
            row.getInt("quiet_days"),
            row.getBoolean("asks_reviews"));

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    FeedbackPolicies(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public FeedbackPolicy of(MerchantId merchant) {
        return set(java.util.List.of(merchant)).getOrDefault(merchant, FeedbackPolicy.STANDARD);
    }

    /** Of those who have said something. */
    @Transactional(readOnly = true)
    public Map<MerchantId, FeedbackPolicy> set(Collection<MerchantId> merchants) {
        var policies = new HashMap<MerchantId, FeedbackPolicy>();
        jdbc.sql(SELECT)
                .param("merchants", Sql.ids(merchants))
                .query((row, n) -> policies.put(
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        java.util.Objects.requireNonNull(ROW.mapRow(row, n))))
                .list();
        return policies;
    }

    /** From now on; orders that were delivered before keep the day on which they are asked about. */
    @Transactional
    public void put(MerchantId merchant, FeedbackPolicy policy) {
        jdbc.sql(PUT)
                .param("merchant", merchant.value())
                .param("asks", policy.asks())
                .param("delay", policy.delayHours())
                .param("answer", policy.answerDays())
                .param("quiet", policy.quietDays())
                .param("reviews", policy.asksReviews())
                .update();
        facts.record(Fact.of(
                merchant, merchant.value(), "merchant", merchant.value(), "feedback.policy_changed", clock.instant()));
    }
}
