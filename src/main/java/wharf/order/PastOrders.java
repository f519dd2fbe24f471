package wharf.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchant;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.JsonRows;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Texts;

/** Orders that were finished before Wharf. They are held to the rules of new ones, and written as they ended: no work is queued for them. */
@Service
public class PastOrders {
    private static final int LONGEST_NAME = 100;
    private static final String NAMED = """
            select distinct o.merchant_id, o.external_id
            from unnest(:merchants, :externals) as n (merchant, external)
            join orders o on o.merchant_id = n.merchant and o.external_id = n.external
            """;
    private static final String FINISH = """
            update orders o
            set state = f.state, received_at = o.placed_at, delivered_units = f.delivered_units, closed_at = f.closed_at, imported_at = :now
            from jsonb_populate_recordset(null::orders, cast(:rows as jsonb)) f
            where o.id = f.id
            """;

    private final MerchantDirectory merchants;
    private final Drafting drafting;
    private final OrderRows rows;
    private final JsonRows json;
    private final JdbcClient jdbc;
    private final BusinessClock clock;

    PastOrders(
            MerchantDirectory merchants,
            Drafting drafting,
            OrderRows rows,
            JsonRows json,
            JdbcClient jdbc,
            BusinessClock clock) {
        this.merchants = merchants;
        this.drafting = drafting;
        this.rows = rows;
        this.json = json;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An order as sent, looked at. */
    public sealed interface Looked {
        record Good(PastOrder order) implements Looked {}

        record Bad(List<Problem> problems) implements Looked {}
    }

    /** One that is there already. */
    public record Known(OrderId id, long number) {}

    /**
     * How an order ended.
     *
     * @param deliveredUnits of the items it needed
     * @param closedAt when nothing more was expected of it; null if that is still ahead
     */
    public record End(
            OrderId id,
            Instant acceptedAt,
            Instant routedAt,
            Instant workedAt,
            List<Instant> shippedAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant closedAt,
            long shippedUnits,
            long deliveredUnits) {}

    private record Row(
            OrderId id,
            OrderState state,
            long deliveredUnits,
            @Nullable Instant closedAt) {}

    public Looked look(NewOrder order) {
        var merchant = merchants.find(order.merchant());
        if (merchant.isEmpty())
            return new Looked.Bad(List.of(Problem.of(
                    order.merchant() == null ? "required" : "unknown-merchant",
                    "merchant",
                    order.merchant(),
                    "Give the code or id of a merchant that you may act for.")));
        return look(merchant.get(), order);
    }

    private Looked look(Merchant merchant, NewOrder order) {
        return switch (drafting.draft(merchant, order.sold())) {
            case Drafting.Drafted.Ready ready -> new Looked.Good(new PastOrder(ready.draft()));
            case Drafting.Drafted.Wrong wrong -> new Looked.Bad(wrong.problems());
        };
    }

    /** By what an order is told, whatever else is said of it; empty where that does not suffice to look for it. */
    public Optional<PastOrder.Key> key(NewOrder order) {
        var problems = new ArrayList<Problem>();
        Texts.require(problems, "channel", order.channel(), LONGEST_NAME);
        Texts.require(problems, "externalId", order.externalId(), LONGEST_NAME);
        if (!problems.isEmpty()) return Optional.empty();
        return merchants
                .find(order.merchant())
                .map(merchant -> new PastOrder.Key(
                        merchant.id(),
                        Objects.requireNonNull(order.channel()),
                        Objects.requireNonNull(order.externalId())));
    }

    /** Which of these are there already. */
    @Transactional(readOnly = true)
    public Map<PastOrder.Key, Known> known(Collection<PastOrder.Key> keys) {
        if (keys.isEmpty()) return Map.of();
        var known = new HashMap<PastOrder.Key, Known>();
        rows.find(keys.stream()
                        .map(key -> new Draft.Key(key.merchant(), key.channel(), key.externalId()))
                        .toList())
                .forEach((key, found) -> known.put(PastOrder.Key.of(key), new Known(found.id(), found.number())));
        return known;
    }

    /** For which of these names there is an order, from whatever channel. */
    @Transactional(readOnly = true)
    public Set<PastOrder.Name> there(Collection<PastOrder.Name> names) {
        return Set.copyOf(jdbc.sql(NAMED)
                .param(
                        "merchants",
                        Sql.ids(names.stream().map(PastOrder.Name::merchant).toList()))
                .param(
                        "externals",
                        Sql.texts(names.stream().map(PastOrder.Name::externalId).toList()))
                .query((row, n) -> new PastOrder.Name(
                        new MerchantId(row.getObject("merchant_id", UUID.class)), row.getString("external_id")))
                .list());
    }

    /** Whether an order was brought in with its history. */
    @Transactional(readOnly = true)
    public boolean isImported(OrderId id) {
        return jdbc.sql("select exists (select from orders where id = :id and imported_at is not null)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /** Writes the orders with their lines and instructions; returns the numbers of those that were not there already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<OrderId, Long> write(Collection<PastOrder> orders) {
        var numbers = rows.insertOrders(
                orders.stream().map(PastOrder::draft).sorted(BY_KEY).toList());
        var fresh = orders.stream()
                .map(PastOrder::draft)
                .filter(draft -> numbers.containsKey(draft.id()))
                .toList();
        if (fresh.isEmpty()) return numbers;
        rows.insertLines(fresh);
        rows.insertInstructions(fresh);
        return numbers;
    }

    /** In one order for everybody, so that two imports of the same orders wait for each other and do not deadlock. */
    private static final java.util.Comparator<Draft> BY_KEY = java.util.Comparator.comparing(
                    (Draft draft) -> draft.merchant().value())
            .thenComparing(Draft::channel)
            .thenComparing(Draft::externalId);

    /** Brings written orders to their end, and returns what is to be told of them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Fact> finish(Collection<PastOrder> orders, Map<OrderId, End> ends) {
        var ended = new ArrayList<Row>();
        var facts = new ArrayList<Fact>();
        for (var order : orders) {
            var end = Objects.requireNonNull(ends.get(order.id()));
            ended.add(new Row(order.id(), state(end), end.deliveredUnits(), end.closedAt()));
            facts.add(OrderRows.received(order.draft()));
            facts.add(told(order, "order.accepted", end.acceptedAt()));
            tellShipping(order, end, facts);
            if (end.closedAt() != null) facts.add(told(order, "order.closed", end.closedAt()));
        }
        jdbc.sql(FINISH)
                .param("rows", json.of(ended))
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        return facts;
    }

    private static void tellShipping(PastOrder order, End end, List<Fact> facts) {
        if (end.shippedAt().isEmpty()) return;
        facts.add(told(order, "order.routed", end.routedAt()));
        facts.add(told(order, "order.in_fulfilment", end.workedAt()));
        if (end.shippedAt().size() > 1)
            facts.add(told(order, "order.partially_shipped", end.shippedAt().getFirst()));
        facts.add(told(order, "order.shipped", end.shippedAt().getLast()));
        if (end.deliveredAt() != null) facts.add(told(order, "order.delivered", end.deliveredAt()));
    }

    private static OrderState state(End end) {
        if (end.closedAt() != null) return OrderState.CLOSED;
        return end.deliveredUnits() >= end.shippedUnits() ? OrderState.DELIVERED : OrderState.SHIPPED;
    }

    private static Fact told(PastOrder order, String type, Instant at) {
        return Fact.of(order.merchant(), order.id().value(), "order", order.id().value(), type, at)
                .by(order.draft().actor());
    }
}
