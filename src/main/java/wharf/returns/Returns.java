package wharf.returns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.ItemId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;

/** Return authorisations: asked for, decided, called off. Receiving is {@link Receiving}, money and replacements are {@link Settlements}. */
@Service
public class Returns {
    private static final String CLAIM = """
            insert into rma_claim (order_id, line_no, merchant_id, shipped, claimed)
            select :order, c.line_no, :merchant, c.shipped, c.quantity
            from unnest(:lines, :shipped, :quantities) as c (line_no, shipped, quantity)
            order by c.line_no
            on conflict (order_id, line_no) do update
            set shipped = excluded.shipped, claimed = rma_claim.claimed + excluded.claimed
            """;
    private static final String INSERT = """
            insert into rma (id, merchant_id, order_id, kind, state, warehouse_id, currency, terms, fee_minor, postage_minor, instant, note,
                             request_id, requested_at)
            values (:id, :merchant, :order, :kind, 'REQUESTED', :site, :currency, cast(:terms as jsonb), :fee, :postage, :instant, :note,
                    :request, :now)
            returning number
            """;
    private static final String INSERT_LINES = """
            insert into rma_line (rma_id, line_no, order_id, merchant_id, reason, our_fault, resolution, exchange_item, exchange_sku,
                                  difference_minor, quantity, requested)
            select :id, l.line_no, :order, :merchant, l.reason, l.our_fault, l.resolution, l.item, l.sku, l.difference, l.quantity, l.quantity
            from unnest(:lines, :reasons, :faults, :resolutions, :items, :skus, :differences, :quantities)
              as l (line_no, reason, our_fault, resolution, item, sku, difference, quantity)
            """;
    /** The lot that was shipped; the one that expires first where there were several. */
    private static final String INSERT_COMPONENTS = """
            insert into rma_component (rma_id, line_no, item_id, merchant_id, per_unit, lot)
            select :id, r.line_no, r.item_id, r.merchant_id, r.per_unit,
                   coalesce((select p.lot
                             from parcel_line p
                             left join lot l on l.item_id = p.item_id and l.code = p.lot
                             where p.order_id = r.order_id
                             and p.line_no = r.line_no
                             and p.item_id = r.item_id
                             order by l.expires_on nulls last, p.lot
                             limit 1), '')
            from reservation r
            where r.order_id = :order
            and r.line_no = any(:lines)
            """;

    private static final String AUTHORISE = """
            update rma
            set authorised_at = :now, expires_at = :expires, charge_at = case when instant then :expires end
            where id = :id
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Returnables returnables;
    private final ReturnPolicies policies;
    private final ReturnMoves moves;
    private final ReturnReader reader;
    private final Ways ways;
    private final Exchanges exchanges;
    private final ReturnNotices notices;
    private final BusinessClock clock;

    Returns(
            JdbcClient jdbc,
            Orders orders,
            Returnables returnables,
            ReturnPolicies policies,
            ReturnMoves moves,
            ReturnReader reader,
            Ways ways,
            Exchanges exchanges,
            ReturnNotices notices,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.returnables = returnables;
        this.policies = policies;
        this.moves = moves;
        this.reader = reader;
        this.ways = ways;
        this.exchanges = exchanges;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Asks for a return; small ones are authorised at once, as the policy says. The same request id gives the same return again. Refuses, with
     * the field, what the policy does not allow, and as a conflict units that somebody else has just asked for.
     */
    @Transactional
    public ReturnView request(NewReturn wanted) {
        return request(wanted, true);
    }

    /**
     * As {@link #request(NewReturn)}.
     *
     * @param byPolicy false for people of the merchant, who may overrule the window and final sale
     */
    @Transactional
    public ReturnView request(NewReturn wanted, boolean byPolicy) {
        var merchant = orders.lock(List.of(wanted.order())).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("order", wanted.order()))
                .merchant();
        var earlier = jdbc.sql("select id from rma where merchant_id = :merchant and request_id = :request")
                .param("merchant", merchant.value())
                .param("request", wanted.requestId())
                .query(UUID.class)
                .optional();
        if (earlier.isPresent()) return get(new ReturnId(earlier.get()));
        var returnable = returnables.of(wanted.order());
        Returnables.refuse(returnable, wanted, byPolicy);
        var id = store(returnable, wanted, ReturnView.Kind.REQUESTED);
        var preview = returnables.preview(returnable, wanted.lines());
        if (isSmall(returnable, preview)) authorise(id, "Within what the policy authorises at once.");
        return get(id);
    }

    private static boolean isSmall(Returnable returnable, ReturnPreview preview) {
        var most = returnable.policy().autoAuthoriseMinor();
        if (most == null) return false;
        var worth = Worth.of(returnable.order());
        long value = preview.lines().stream()
                .mapToLong(line -> worth.sum(line.line(), 0, line.quantity()).minor())
                .sum();
        return value <= most;
    }

    /** Stores a return with its units REQUESTED and their claim; the caller holds the order's lock. */
    ReturnId store(Returnable returnable, NewReturn wanted, ReturnView.Kind kind) {
        var order = returnable.order();
        var policy = returnable.policy();
        claim(returnable, wanted.lines());
        var id = ReturnId.next();
        var now = clock.instant();
        boolean asked = kind == ReturnView.Kind.REQUESTED;
        var currency = order.currency();
        long number = jdbc.sql(INSERT)
                .param("id", id.value())
                .param("merchant", order.merchant().value())
                .param("order", order.id().value())
                .param("kind", kind.name())
                .param("site", ways.site(order, policy).value())
                .param("currency", currency)
                .param("terms", policies.write(policy))
                .param(
                        "fee",
                        kind == ReturnView.Kind.REFUSED_AT_DOOR
                                ? 0
                                : Returnables.fee(policy, wanted.lines(), currency)
                                        .minor())
                .param(
                        "postage",
                        asked
                                ? Returnables.postage(policy, wanted.lines(), currency)
                                        .minor()
                                : 0)
                .param(
                        "instant",
                        asked
                                && policy.instantExchange()
                                && wanted.lines().stream().anyMatch(line -> line.resolution() == Resolution.EXCHANGE))
                .param(
                        "note",
                        wanted.note() == null || wanted.note().isBlank()
                                ? null
                                : wanted.note().strip())
                .param("request", wanted.requestId())
                .param("now", Sql.timestamp(now))
                .query(Long.class)
                .single();
        insertLines(id, returnable, wanted.lines());
        var ref = new ReturnMoves.Ref(id, order.merchant(), order.id(), number);
        int units = wanted.lines().stream().mapToInt(NewReturn.Line::quantity).sum();
        ways.facts()
                .record(ref.fact("return.requested", now)
                        .because(wanted.note() == null || wanted.note().isBlank() ? null : wanted.note())
                        .with(Map.of(
                                "number",
                                "RMA-" + number,
                                "units",
                                units,
                                "kind",
                                kind.name(),
                                "reasons",
                                ReturnReason.told(
                                        wanted.lines().stream(), NewReturn.Line::reason, NewReturn.Line::quantity))));
        return id;
    }

    private void claim(Returnable returnable, List<NewReturn.Line> lines) {
        var order = returnable.order();
        try {
            jdbc.sql(CLAIM)
                    .param("order", order.id().value())
                    .param("merchant", order.merchant().value())
                    .param(
                            "lines",
                            Sql.ints(lines.stream().map(NewReturn.Line::line).toList()))
                    .param(
                            "shipped",
                            Sql.ints(lines.stream()
                                    .map(line -> returnable
                                            .line(line.line())
                                            .orElseThrow()
                                            .shipped())
                                    .toList()))
                    .param(
                            "quantities",
                            Sql.ints(
                                    lines.stream().map(NewReturn.Line::quantity).toList()))
                    .update();
        } catch (DataIntegrityViolationException tooMany) {
            throw Refusal.conflict(
                    "already-coming-back",
                    "quantity",
                    null,
                    "Some of these units are coming back by another return already; look at the order's returns.");
        }
    }

    private void insertLines(ReturnId id, Returnable returnable, List<NewReturn.Line> lines) {
        var order = returnable.order();
        var items = exchanges.items(
                order.merchant(),
                lines.stream()
                        .filter(line -> line.resolution() == Resolution.EXCHANGE)
                        .map(line -> String.valueOf(line.exchangeSku()))
                        .toList());
        var chosen = new ArrayList<@Nullable UUID>();
        var differences = new ArrayList<Long>();
        for (var line : lines) {
            boolean exchange = line.resolution() == Resolution.EXCHANGE;
            ItemId item = exchange ? items.get(String.valueOf(line.exchangeSku())) : null;
            chosen.add(item == null ? null : item.value());
            differences.add(
                    exchange
                            ? returnable.line(line.line()).flatMap(l -> l.choice(line.exchangeSku())).stream()
                                    .mapToLong(Returnable.Choice::differenceMinor)
                                    .sum()
                            : 0L);
        }
        var numbers = Sql.ints(lines.stream().map(NewReturn.Line::line).toList());
        jdbc.sql(INSERT_LINES)
                .param("id", id.value())
                .param("order", order.id().value())
                .param("merchant", order.merchant().value())
                .param("lines", numbers)
                .param(
                        "reasons",
                        Sql.texts(lines.stream().map(NewReturn.Line::reason).toList()))
                .param(
                        "faults",
                        Sql.booleans(lines.stream()
                                .map(line -> Returnables.isOurs(returnable.policy(), line.reason()))
                                .toList()))
                .param(
                        "resolutions",
                        Sql.texts(lines.stream()
                                .map(line -> line.resolution().name())
                                .toList()))
                .param("items", Sql.uuids(chosen))
                .param(
                        "skus",
                        Sql.texts(lines.stream()
                                .map(line -> line.resolution() == Resolution.EXCHANGE ? line.exchangeSku() : null)
                                .toList()))
                .param("differences", Sql.longs(differences))
                .param(
                        "quantities",
                        Sql.ints(lines.stream().map(NewReturn.Line::quantity).toList()))
                .update();
        jdbc.sql(INSERT_COMPONENTS)
                .param("id", id.value())
                .param("order", order.id().value())
                .param(
                        "lines",
                        Sql.ints(lines.stream().map(NewReturn.Line::line).toList()))
                .update();
    }

    /** Says yes to all that is asked for: the label is bought, and instant replacements leave. Refuses when nothing is asked for. */
    @Transactional
    public void authorise(ReturnId id, @Nullable String reason) {
        var ref = moves.lock(id);
        var view = get(id);
        var steps = ReturnMoves.all(view, ReturnState.AUTHORISED, ReturnState.REQUESTED);
        if (steps.isEmpty())
            throw Refusal.conflict("nothing-requested", "No unit of " + view.name() + " waits to be authorised.");
        var now = clock.instant();
        var terms = terms(id);
        jdbc.sql(AUTHORISE)
                .param("id", id.value())
                .param("now", Sql.timestamp(now))
                .param("expires", Sql.timestamp(now.plus(Duration.ofDays(terms.backWithinDays()))))
                .update();
        moves.move(List.of(ref), steps, reason);
        var order = orders.find(view.order()).orElseThrow();
        ways.wantLabel(view, order);
        if (view.instant()) exchanges.instantly(view, order);
    }

    /** Says no to what is asked for, and tells the shopper; the reason is for the merchant's people. */
    @Transactional
    public void reject(ReturnId id, String reason) {
        var ref = moves.lock(id);
        var view = get(id);
        var steps = ReturnMoves.all(view, ReturnState.REJECTED, ReturnState.REQUESTED);
        if (steps.isEmpty())
            throw Refusal.conflict("nothing-requested", "No unit of " + view.name() + " waits to be decided on.");
        moves.move(List.of(ref), steps, reason);
        notices.rejected(get(id));
    }

    /**
     * Calls off what has not set out yet, and tells the shopper; the label goes back to the carrier. Units that are called off can be asked
     * for anew. Refuses when nothing is left to be called off, and when another item has left for these.
     */
    @Transactional
    public void cancel(ReturnId id, @Nullable String reason) {
        var ref = moves.lock(id);
        var view = get(id);
        var steps = ReturnMoves.all(view, ReturnState.CANCELLED, ReturnState.REQUESTED, ReturnState.AUTHORISED);
        if (steps.isEmpty())
            throw Refusal.conflict("nothing-to-cancel", "Nothing of " + view.name() + " can be called off any more.");
        if (view.isReplaced())
            throw Refusal.conflict(
                    "replacement-has-left", "The replacement is on its way; the item has to come back, or is charged.");
        moves.move(List.of(ref), steps, reason);
        if (view.kind() == ReturnView.Kind.REQUESTED) notices.cancelled(get(id));
        if (view.expected()
                == steps.stream().mapToInt(ReturnMoves.Step::quantity).sum())
            ways.labels().callOff(List.of(id.value()), "The return was called off.");
    }

    /**
     * The shopper keeps everything after all: possible from the wish until the parcel is handed in. Once more changes nothing. Refuses as a
     * conflict, and says why, when something has set out, has arrived, or was replaced at once; a person of the merchant may still
     * {@link #cancel} the rest.
     */
    @Transactional
    public void callOff(ReturnId id) {
        moves.lock(id);
        var view = get(id);
        if (view.state() == ReturnState.CANCELLED) return;
        var possible = view.callOff();
        switch (possible) {
            case POSSIBLE -> cancel(id, "Called off by the shopper.");
            case HANDED_IN -> throw Refusal.conflict(possible.code(), view.name() + " has been handed in already.");
            case ARRIVED ->
                throw Refusal.conflict(possible.code(), "Something of " + view.name() + " has arrived already.");
            case REPLACED ->
                throw Refusal.conflict(
                        possible.code(), "The replacement is on its way; the item has to come back, or is charged.");
            case OVER -> throw Refusal.conflict(possible.code(), view.name() + " is over.");
        }
    }

    /** Who says that a parcel was handed in. */
    public enum Witness {
        /** Can be mistaken, and {@link #notHandedOver take it back}. */
        SHOPPER,
        CARRIER
    }

    /** As {@link #handedOver(ReturnId)}; of what the carrier says nothing can be taken back. */
    @Transactional
    public void handedOver(ReturnId id, Witness witness) {
        moves.lock(id);
        boolean before = witness == Witness.CARRIER && get(id).units(ReturnState.IN_TRANSIT) > 0;
        if (!before) handedOver(id);
        if (witness == Witness.CARRIER) ways.labels().scanned(id.value());
    }

    /** The carrier has scanned the parcel: what was to be sent is on its way. Once more changes nothing. */
    @Transactional
    public void carrierHasIt(ReturnId id) {
        var ref = moves.lock(id);
        var steps = ReturnMoves.all(get(id), ReturnState.IN_TRANSIT, ReturnState.AUTHORISED);
        moves.move(List.of(ref), steps, "Its carrier has scanned the parcel.");
    }

    /**
     * The shopper still has the parcel, and has said too early that it was handed in. Once more changes nothing. Refuses as a conflict, and says
     * why, as soon as the carrier or the dock has seen it.
     */
    @Transactional
    public void notHandedOver(ReturnId id) {
        var ref = moves.lock(id);
        var view = get(id);
        var how = view.handOver();
        switch (how) {
            case SAID ->
                moves.move(
                        List.of(ref),
                        ReturnMoves.all(view, ReturnState.AUTHORISED, ReturnState.IN_TRANSIT),
                        "The parcel had not been handed in.");
            case NONE -> {
                if (view.units(ReturnState.AUTHORISED) == 0)
                    throw Refusal.conflict(how.code(), "No parcel of " + view.name() + " is said to be handed in.");
            }
            case SCANNED ->
                throw Refusal.conflict(
                        how.code(), "The carrier has scanned the parcel of " + view.name() + "; it is on its way.");
            case ARRIVED -> throw Refusal.conflict(how.code(), "Something of " + view.name() + " has arrived already.");
        }
    }

    /** The shopper says that the parcel is on its way. */
    @Transactional
    public void handedOver(ReturnId id) {
        var ref = moves.lock(id);
        var view = get(id);
        var steps = ReturnMoves.all(view, ReturnState.IN_TRANSIT, ReturnState.AUTHORISED);
        if (steps.isEmpty())
            throw Refusal.conflict("nothing-authorised", "No unit of " + view.name() + " waits to be sent.");
        moves.move(List.of(ref), steps, null);
    }

    ReturnPolicy terms(ReturnId id) {
        return policies.read(jdbc.sql("select terms::text from rma where id = :id")
                .param("id", id.value())
                .query(String.class)
                .single());
    }

    /** Refuses when there is none in the caller's scope. */
    @Transactional(readOnly = true)
    public ReturnView get(ReturnId id) {
        return find(id).orElseThrow(() -> Refusal.notFound("return", id));
    }

    @Transactional(readOnly = true)
    public Optional<ReturnView> find(ReturnId id) {
        return reader.find(List.of(id.value())).stream().findFirst();
    }

    /** The returns of an order, newest first. */
    @Transactional(readOnly = true)
    public List<ReturnView> of(OrderId order) {
        return reader.find(jdbc.sql("select id from rma where order_id = :order")
                .param("order", order.value())
                .query(UUID.class)
                .list());
    }
}
