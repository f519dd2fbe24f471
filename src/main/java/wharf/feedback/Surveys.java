package wharf.feedback;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.fulfilment.OrdersDelivered;
import wharf.fulfilment.ShopperMessages;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.messaging.Content;
import wharf.messaging.Messages;
import wharf.messaging.NewMessage;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.KillPoint;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * Thanks the shopper of each delivered order once, some time after, and asks what they think; or leaves it, with the reason. A row an order is
 * written in the transaction that saw the delivery, and settled in the one that writes the message.
 */
@Component
class Surveys {
    /** What arrived longer ago when we hear of it, such as an imported history, is not asked about. */
    private static final Duration STALE = Duration.ofDays(7);

    /** How long the way to end such questions stays open: the law wants it open longer than some merchants take answers. */
    private static final Duration STOPPABLE = Duration.ofDays(365);

    private static final int LEFT_ALONE = 500;
    private static final String PLAN = """
            insert into survey (order_id, merchant_id, recipient, delivered_at, due_at, state)
            select o.id, o.merchant_id, lower(o.email), a.at, a.at + make_interval(hours => coalesce(p.delay_hours, :hours)), 'WAITING'
            from orders o
            join merchant m on m.id = o.merchant_id
            left join feedback_policy p on p.merchant_id = o.merchant_id
            cross join lateral (
              select coalesce(max(j.ended_at), :now) as at
              from parcel_line l
              join parcel_journey j on j.parcel_id = l.parcel_id
              where l.order_id = o.id) a
            where o.id = any(:orders)
            and not m.training
            and coalesce(p.asks, :asks)
            and a.at > :fresh
            order by o.id
            on conflict (order_id) do nothing
            returning order_id, merchant_id, due_at
            """;
    private static final String DUE = """
            select order_id, merchant_id
            from survey
            where state = 'WAITING'
            and due_at <= :now
            order by due_at
            limit :limit
            """;
    /** Why somebody is not asked; the first that holds. The rows are locked in the order of their ids. */
    private static final String JUDGE = """
            select s.order_id, s.merchant_id,
                   case
                     when o.state not in ('DELIVERED', 'CLOSED') then 'The order is not delivered any more.'
                     when o.channel in ('reship', 'exchange') then 'It replaces what was asked about already.'
                     when not coalesce(p.asks, :asks) then 'The merchant asks nobody any more.'
                     when exists (select from delivery_case c where c.order_id = s.order_id and c.state <> 'CLOSED')
                       then 'A case about it is open.'
                     when exists (select from rma r
                                  where r.order_id = s.order_id and r.state not in ('SETTLED', 'REJECTED', 'EXPIRED', 'CANCELLED'))
                       then 'A return of it is open.'
                     when exists (select from feedback_stop t where t.merchant_id = s.merchant_id and t.recipient = s.recipient)
                       then 'The shopper does not want to be asked.'
                     when exists (select from survey e
                                  where e.merchant_id = s.merchant_id and e.recipient = s.recipient and e.state = 'SENT'
                                  and e.settled_at > :now - make_interval(days => coalesce(p.quiet_days, :quiet)))
                       then 'The shopper was asked a short while ago.'
                   end as reason
            from survey s
            join orders o on o.id = s.order_id
            left join feedback_policy p on p.merchant_id = s.merchant_id
            where s.order_id = any(:orders)
            and s.state = 'WAITING'
            and s.due_at <= :now
            order by s.order_id
            for no key update of s
            """;

    private static final String SETTLE = """
            update survey s
            set state = r.state, reason = r.reason, settled_at = :now, expires_at = r.expires
            from unnest(:orders, :states, :reasons, :expires) as r (order_id, state, reason, expires)
            where s.order_id = r.order_id
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Merchants merchants;
    private final FeedbackPolicies policies;
    private final SurveyLinks links;
    private final Telling telling;
    private final Work work;
    private final BusinessClock clock;

    Surveys(
            JdbcClient jdbc,
            Orders orders,
            Merchants merchants,
            FeedbackPolicies policies,
            SurveyLinks links,
            Telling telling,
            Work work,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.merchants = merchants;
        this.policies = policies;
        this.links = links;
        this.telling = telling;
        this.work = work;
        this.clock = clock;
    }

    /** Who is told of it. */
    @Component
    record Telling(Messages messages, Facts facts) {}

    private record Planned(UUID orderId, UUID merchantId, Instant dueAt) {}

    private record Judged(
            UUID orderId, UUID merchantId, @Nullable String reason) {
        OrderId order() {
            return new OrderId(orderId);
        }

        MerchantId merchant() {
            return new MerchantId(merchantId);
        }
    }

    private record Due(UUID orderId, UUID merchantId) {}

    /** Something to be told or not. @param message null where nothing is sent */
    private record Settled(
            Judged of,
            @Nullable String reason,
            @Nullable Instant expires,
            @Nullable NewMessage message) {}

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(OrdersDelivered delivered) {
        plan(delivered.orders().stream().map(Orders.Ref::id).toList());
    }

    private void plan(Collection<OrderId> delivered) {
        var now = clock.instant();
        var planned = jdbc.sql(PLAN)
                .param("orders", Sql.ids(delivered))
                .param("now", Sql.timestamp(now))
                .param("fresh", Sql.timestamp(now.minus(STALE)))
                .param("hours", FeedbackPolicy.STANDARD.delayHours())
                .param("asks", FeedbackPolicy.STANDARD.asks())
                .query(Planned.class)
                .list();
        work.add(
                SurveyStep.NAME,
                planned.stream()
                        .filter(one -> !one.dueAt().isAfter(now))
                        .map(one -> new Work.Subject(one.orderId(), new MerchantId(one.merchantId())))
                        .toList());
    }

    /** Queues those whose time has come by the business clock; returns how many. */
    @Transactional
    public int queueDue() {
        var due = jdbc.sql(DUE)
                .param("now", Sql.timestamp(clock.instant()))
                .param("limit", LEFT_ALONE)
                .query(Due.class)
                .list();
        work.add(
                SurveyStep.NAME,
                due.stream()
                        .map(one -> new Work.Subject(one.orderId(), new MerchantId(one.merchantId())))
                        .toList());
        return due.size();
    }

    /** Thanks and asks, or says why not; what was settled before is left as it is. */
    @Transactional
    public void ask(List<UUID> ids) {
        var now = clock.instant();
        var judged = jdbc.sql(JUDGE)
                .param("orders", Sql.uuids(ids))
                .param("now", Sql.timestamp(now))
                .param("asks", FeedbackPolicy.STANDARD.asks())
                .param("quiet", FeedbackPolicy.STANDARD.quietDays())
                .query(Judged.class)
                .list();
        if (judged.isEmpty()) return;
        var settled = settled(judged, now);
        write(settled, now);
        var thanks = new ArrayList<NewMessage>();
        for (var one : settled) if (one.message() != null) thanks.add(one.message());
        telling.messages().send(thanks);
        telling.facts()
                .record(settled.stream()
                        .filter(one -> one.reason() != null)
                        .map(one -> Fact.of(
                                        one.of().merchant(),
                                        one.of().orderId(),
                                        "survey",
                                        one.of().orderId(),
                                        "survey.suppressed",
                                        now)
                                .because(one.reason()))
                        .toList());
        KillPoint.reached("survey.asked");
    }

    private List<Settled> settled(List<Judged> judged, Instant now) {
        var found = orders.find(judged.stream().map(Judged::order).toList());
        var ids = judged.stream().map(Judged::merchant).collect(Collectors.toSet());
        var policy = policies.set(ids);
        Map<MerchantId, Merchant> named =
                merchants.find(ids).stream().collect(Collectors.toMap(Merchant::id, merchant -> merchant));
        // Two orders of one shopper that fall due together are asked about once.
        var asked = new HashMap<String, OrderId>();
        var settled = new ArrayList<Settled>();
        for (var one : judged) {
            var order = Objects.requireNonNull(found.get(one.order()));
            var terms = policy.getOrDefault(one.merchant(), FeedbackPolicy.STANDARD);
            var reason = reason(one, order, terms, asked);
            if (reason != null) {
                settled.add(new Settled(one, reason, null, null));
                continue;
            }
            var expires = now.plus(Duration.ofDays(terms.answerDays()));
            var merchant = Objects.requireNonNull(named.get(one.merchant()));
            settled.add(new Settled(one, null, expires, thanks(order, merchant, terms, now)));
        }
        return settled;
    }

    private static @Nullable String reason(
            Judged one, OrderView order, FeedbackPolicy terms, Map<String, OrderId> asked) {
        if (one.reason() != null) return one.reason();
        boolean anyWay = order.email() != null || order.shipTo().phone() != null;
        if (!anyWay) return "Neither an e-mail address nor a number is known.";
        if (terms.quietDays() == 0 || order.email() == null) return null;
        var key = one.merchantId() + order.email().toLowerCase(java.util.Locale.ROOT);
        return asked.putIfAbsent(key, one.order()) == null ? null : "The shopper was asked a short while ago.";
    }

    private NewMessage thanks(OrderView order, Merchant merchant, FeedbackPolicy terms, Instant now) {
        var page = links.page(merchant, order.id(), now.plus(Duration.ofDays(terms.answerDays())));
        var content = new Content.Thanks(
                order.externalId(),
                ShopperMessages.name(order),
                List.of(scale(SurveyKind.CSAT, page), scale(SurveyKind.NPS, page)),
                page,
                terms.asksReviews(),
                links.stop(merchant, order.id(), now.plus(STOPPABLE)));
        return ShopperMessages.about(order, content, "thanks:" + order.id());
    }

    private static Content.Scale scale(SurveyKind kind, String page) {
        return new Content.Scale(
                kind.name().toLowerCase(java.util.Locale.ROOT),
                kind.least(),
                kind.most(),
                page + "?kind=" + kind.name() + "&score=");
    }

    private void write(List<Settled> settled, Instant now) {
        jdbc.sql(SETTLE)
                .param("now", Sql.timestamp(now))
                .param(
                        "orders",
                        Sql.uuids(
                                settled.stream().map(one -> one.of().orderId()).toList()))
                .param(
                        "states",
                        Sql.texts(settled.stream()
                                .map(one -> one.reason() == null ? "SENT" : "SUPPRESSED")
                                .toList()))
                .param(
                        "reasons",
                        Sql.texts(settled.stream().map(Settled::reason).toList()))
                .param(
                        "expires",
                        Sql.instants(settled.stream().map(Settled::expires).toList()))
                .update();
    }

    /** A survey as it stands. */
    record Survey(
            UUID orderId,
            UUID merchantId,
            String state,
            @Nullable String reason,
            Instant dueAt,
            @Nullable Instant expiresAt) {}

    @Transactional(readOnly = true)
    public Optional<Survey> of(OrderId order) {
        return jdbc.sql(
                        "select order_id, merchant_id, state, reason, due_at, expires_at from survey where order_id = :order")
                .param("order", order.value())
                .query(Survey.class)
                .optional();
    }

    /** The shopper of this order is not asked by its merchant again; false if there is no such survey. */
    @Transactional
    public boolean stop(OrderId order) {
        var now = clock.instant();
        int found = jdbc.sql("""
                        insert into feedback_stop (merchant_id, recipient, stopped_at)
                        select merchant_id, recipient, :now
                        from survey
                        where order_id = :order
                        and recipient is not null
                        on conflict (merchant_id, recipient) do nothing
                        """)
                .param("order", order.value())
                .param("now", Sql.timestamp(now))
                .update();
        if (found == 0) return of(order).isPresent();
        var survey = of(order).orElseThrow();
        telling.facts()
                .record(Fact.of(
                        new MerchantId(survey.merchantId()),
                        order.value(),
                        "survey",
                        order.value(),
                        "survey.stopped",
                        now));
        return true;
    }
}
