package wharf.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** Reviews of items by who has bought them, and the merchant's word on each. */
@Service
public class ItemReviews {
    static final int LONGEST_TEXT = 4000;
    static final int LONGEST_NAME = 60;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_REPLY = 2000;

    private static final String SELECT = """
            select r.id, r.merchant_id, r.order_id, o.external_id, r.item_id, i.sku, i.name as item_name, r.stars, r.text, r.shown_name, r.locale,
                   r.state, r.reason, r.reply, r.submitted_at, r.decided_at, r.decided_by
            from item_review r
            join item i on i.id = r.item_id
            join orders o on o.id = r.order_id
            """;
    /** Written anew it waits anew; the reply answered other words. */
    private static final String PUT = """
            insert into item_review as r (id, merchant_id, order_id, item_id, stars, text, shown_name, locale, state, submitted_at)
            values (:id, :merchant, :order, :item, :stars, :text, :name, :locale, 'PENDING', :now)
            on conflict (order_id, item_id) do update
            set stars = excluded.stars, text = excluded.text, shown_name = excluded.shown_name, locale = excluded.locale, state = 'PENDING',
                submitted_at = excluded.submitted_at, reason = null, reply = null, decided_at = null, decided_by = null
            where (r.stars, r.text, r.shown_name) is distinct from (excluded.stars, excluded.text, excluded.shown_name)
            returning id
            """;

    private static final String LIST = SELECT + """
            where (:merchant::uuid is null or r.merchant_id = :merchant)
            and (:state::text is null or r.state = :state)
            and (:stars::int is null or r.stars = :stars)
            and (:text = '' or position(lower(:text) in lower(r.text || ' ' || i.sku || ' ' || i.name)) > 0)
            and (:at::timestamptz is null or (r.submitted_at, r.id) %1$s (:at, :id))
            order by r.submitted_at %2$s, r.id %2$s
            limit :limit
            """;
    private static final String ONWARD = LIST.formatted("<", "desc");
    private static final String BACK = LIST.formatted(">", "asc");
    private static final String DECIDE = """
            update item_review
            set state = :state, reason = :reason, decided_at = :now, decided_by = :by
            where id = :id
            and (:seen::timestamptz is null or submitted_at = :seen)
            and state <> :state
            """;
    private static final String RATINGS = """
            select item_id, count(*) as reviews, sum(stars) as stars
            from item_review
            where item_id = any(:items)
            and state = 'PUBLISHED'
            group by item_id
            """;
    private static final String OF_ITEM = SELECT + """
            where r.item_id = :item
            and r.state = 'PUBLISHED'
            order by r.submitted_at desc, r.id desc
            limit :limit
            """;
    private static final String FEED = SELECT + """
            where r.merchant_id = :merchant
            and r.state = 'PUBLISHED'
            and (:after::uuid is null or r.id > :after)
            order by r.id
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Facts facts;
    private final BusinessClock clock;

    ItemReviews(JdbcClient jdbc, Orders orders, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.facts = facts;
        this.clock = clock;
    }

    /** @param name as the writer wants to be called; blank for nobody in particular */
    record NewReview(OrderId order, ItemId item, int stars, String text, String name) {}

    /** Which reviews to look at; null for any. */
    record Wanted(
            @Nullable MerchantId merchant,
            @Nullable ReviewState state,
            @Nullable Integer stars,
            String text) {}

    /** Takes a review, or another version of it; refuses what the order does not hold. The same again changes nothing. */
    @Transactional
    public void submit(NewReview review) {
        check(review);
        var order = orders.find(review.order()).orElseThrow(() -> Refusal.notFound("order", review.order()));
        var line = order.lines().stream()
                .filter(one -> one.item().equals(review.item()) && arrived(one))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("item of this order", review.item()));
        var now = clock.instant();
        var id = jdbc.sql(PUT)
                .param("id", Ids.next())
                .param("merchant", order.merchant().value())
                .param("order", order.id().value())
                .param("item", review.item().value())
                .param("stars", review.stars())
                .param("text", review.text().strip())
                .param("name", review.name().strip())
                .param("locale", order.locale())
                .param("now", Sql.timestamp(now))
                .query(UUID.class)
                .optional();
        if (id.isEmpty()) return;
        facts.record(Fact.of(order.merchant(), order.id().value(), "review", id.get(), "review.submitted", now)
                .with(Map.of("sku", line.sku(), "stars", review.stars())));
    }

    /** Something of the line has left, so that somebody can have an opinion of it. */
    static boolean arrived(OrderView.Line line) {
        return line.quantity() > 0 && OrderView.whole(line, OrderView.Units::shipped) > 0;
    }

    private static void check(NewReview review) {
        var problems = new ArrayList<Problem>();
        if (review.stars() < 1 || review.stars() > 5)
            problems.add(Problem.of("out-of-range", "stars", review.stars(), "Give 1 to 5 stars."));
        Texts.check(problems, "text", review.text(), LONGEST_TEXT);
        Texts.check(problems, "name", review.name(), LONGEST_NAME);
        if (review.name().indexOf('\n') >= 0 || review.name().indexOf('\r') >= 0)
            problems.add(Problem.of("bad-characters", "name", review.name(), "A name is one line."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    /**
     * Shows it to everybody. Refuses where it was written anew since it was looked at.
     *
     * @param seen when what was looked at was submitted; null for whatever it says now
     */
    @Transactional
    public void publish(UUID id, @Nullable Instant seen) {
        decide(id, seen, ReviewState.PUBLISHED, null, "review.published");
    }

    /** Shows it to nobody; the reason is the merchant's own note. */
    @Transactional
    public void reject(UUID id, String reason) {
        decide(id, null, ReviewState.REJECTED, required("reason", reason, LONGEST_REASON), "review.rejected");
    }

    private void decide(UUID id, @Nullable Instant seen, ReviewState state, @Nullable String reason, String type) {
        var review = find(id);
        if (seen != null && !seen.equals(review.submittedAt())) throw writtenAnew();
        var now = clock.instant();
        int decided = jdbc.sql(DECIDE)
                .param("id", id)
                .param("seen", Sql.timestamp(seen), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("state", state.name())
                .param("reason", reason)
                .param("now", Sql.timestamp(now))
                .param("by", Context.current().actor().name())
                .update();
        if (decided == 1) facts.record(fact(review, type).because(reason));
        else if (seen != null && find(id).state() != state) throw writtenAnew();
    }

    private static Refusal writtenAnew() {
        return Refusal.conflict("written-anew", "Its writer has changed it meanwhile; look at what it says now.");
    }

    /** Answers a review in the merchant's name; blank takes the answer away. */
    @Transactional
    public void reply(UUID id, String reply) {
        var review = find(id);
        var said = reply.isBlank() ? null : required("reply", reply, LONGEST_REPLY);
        jdbc.sql("update item_review set reply = :reply where id = :id")
                .param("id", id)
                .param("reply", said)
                .update();
        if (said != null) facts.record(fact(review, "review.replied").because(said));
    }

    private static String required(String field, String text, int longest) {
        var problems = new ArrayList<Problem>();
        Texts.require(problems, field, text, longest);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return text.strip();
    }

    private Fact fact(ItemReview review, String type) {
        return Fact.of(review.merchant(), review.order().value(), "review", review.id(), type, clock.instant())
                .with(Map.of("sku", review.sku(), "stars", review.stars()));
    }

    @Transactional(readOnly = true)
    public ItemReview find(UUID id) {
        return jdbc.sql(SELECT + "where r.id = :id")
                .param("id", id)
                .query((row, n) -> row(row))
                .optional()
                .orElseThrow(() -> Refusal.notFound("review", id));
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    List<ItemReview> list(Wanted wanted, Turn turn, int limit) {
        var from = turn.from();
        return jdbc.sql(turn.back() ? BACK : ONWARD)
                .param(
                        "merchant",
                        wanted.merchant() == null ? null : wanted.merchant().value(),
                        Types.OTHER)
                .param("state", wanted.state() == null ? null : wanted.state().name())
                .param("stars", wanted.stars(), Types.INTEGER)
                .param("text", wanted.text().strip())
                .param("at", from == null ? null : Sql.timestamp(from.instant(0)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", from == null ? null : from.uuid(1), Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> row(row))
                .list();
    }

    /** Of one order. */
    @Transactional(readOnly = true)
    public Map<ItemId, ItemReview> of(OrderId order) {
        var reviews = new HashMap<ItemId, ItemReview>();
        jdbc.sql(SELECT + "where r.order_id = :order")
                .param("order", order.value())
                .query((row, n) -> row(row))
                .list()
                .forEach(review -> reviews.put(review.item(), review));
        return reviews;
    }

    /** What the published reviews of these items come to; items without one are absent. */
    @Transactional(readOnly = true)
    public Map<ItemId, Rating> ratings(Collection<ItemId> items) {
        var ratings = new HashMap<ItemId, Rating>();
        if (items.isEmpty()) return ratings;
        jdbc.sql(RATINGS)
                .param("items", Sql.ids(items))
                .query((row, n) -> ratings.put(
                        new ItemId(row.getObject("item_id", UUID.class)),
                        new Rating(row.getInt("reviews"), row.getDouble("stars") / row.getInt("reviews"))))
                .list();
        return ratings;
    }

    /** What is published of an item, newest first. */
    @Transactional(readOnly = true)
    public List<ItemReview> published(ItemId item, int limit) {
        return jdbc.sql(OF_ITEM)
                .param("item", item.value())
                .param("limit", limit)
                .query((row, n) -> row(row))
                .list();
    }

    /** What a merchant has published, in the order of ids, after one of them. */
    @Transactional(readOnly = true)
    List<ItemReview> feed(MerchantId merchant, @Nullable UUID after, int limit) {
        return jdbc.sql(FEED)
                .param("merchant", merchant.value())
                .param("after", after, Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> row(row))
                .list();
    }

    /** How many wait for the merchant's word, in the caller's scope. */
    @Transactional(readOnly = true)
    public long waiting() {
        return jdbc.sql("select count(*) from item_review where state = 'PENDING'")
                .query(Long.class)
                .single();
    }

    private static ItemReview row(ResultSet row) throws SQLException {
        var decided = row.getObject("decided_at", OffsetDateTime.class);
        return new ItemReview(
                row.getObject("id", UUID.class),
                new MerchantId(row.getObject("merchant_id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)),
                row.getString("external_id"),
                new ItemId(row.getObject("item_id", UUID.class)),
                row.getString("sku"),
                row.getString("item_name"),
                row.getInt("stars"),
                row.getString("text"),
                row.getString("shown_name"),
                row.getString("locale"),
                ReviewState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("reply"),
                row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
                decided == null ? null : decided.toInstant(),
                row.getString("decided_by"));
    }
}
