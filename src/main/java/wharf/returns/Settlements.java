package wharf.returns;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;

/**
 * Draws up what a shopper gets for judged units, from what was paid for each: by grade, less the fee and postage agreed when the return was
 * asked for, never for more units than were counted. Paying is {@link SettleStep}'s work.
 */
@Service
public class Settlements {
    /** Judged units wait so long for the rest of the parcel before their money goes out by itself. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final int BATCH = 200;
    private static final String UNDRAWN = """
            select id, line_no, quantity, grade
            from rma_grade
            where rma_id = :rma
            and settlement_id is null
            order by line_no, grade, id
            """;
    private static final String INSERT = """
            insert into rma_settlement (id, rma_id, order_id, merchant_id, number, currency, goods_minor, shipping_minor, deducted_minor,
                                        amount_minor, state, drawn_at)
            select :id, :rma, :order, :merchant, coalesce(max(s.number), 0) + 1, :currency, :goods, :shipping, :deducted,
                   :goods + :shipping - :deducted, 'DUE', :now
            from rma_settlement s
            where s.rma_id = :rma
            """;
    private static final String VALUE = """
            update rma_claim
            set valued = valued + :units
            where order_id = :order
            and line_no = :line
            returning valued - :units as valued_before
            """;
    /** All that was shipped has been valued by now, and its shipping was not paid back before. */
    private static final String ALL_BACK = """
            select not exists (select from rma_claim c where c.order_id = :order and c.valued < c.shipped)
                   and (select count(*) from rma_claim c where c.order_id = :order) >= :lines
                   and not exists (select from rma_settlement s where s.order_id = :order and s.shipping_minor > 0)
                   and not exists (select from rma_line l where l.order_id = :order and l.resolution = 'EXCHANGE' and l.graded + l.settled > 0) as back,
                   not exists (select from rma_line l where l.order_id = :order and l.graded + l.settled > 0 and not l.our_fault) as ours
            """;

    private static final String LINGERING = """
            select rma_id
            from rma_grade
            where settlement_id is null
            and not exists (select from rma where rma.id = rma_grade.rma_id and rma.needs_decision)
            group by rma_id
            having max(graded_at) < :before
            order by max(graded_at)
            limit :most
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Returns returns;
    private final ReturnMoves moves;
    private final Exchanges exchanges;
    private final Payments payments;
    private final Work work;
    private final BusinessClock clock;

    Settlements(
            JdbcClient jdbc,
            Orders orders,
            Returns returns,
            ReturnMoves moves,
            Exchanges exchanges,
            Payments payments,
            Work work,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.returns = returns;
        this.moves = moves;
        this.exchanges = exchanges;
        this.payments = payments;
        this.work = work;
        this.clock = clock;
    }

    /** How much of the price paid a unit earns. */
    private interface Earning {
        int percent(Grade grade, boolean ourFault);
    }

    private static int nothing(Grade grade, boolean ourFault) {
        return 0;
    }

    private record Judged(UUID id, int lineNo, int quantity, String grade) {}

    /** What one line's judged units come to. @param charge what a replacement that left already was not earned for */
    private record Value(Money refund, Money exchanged, int replaced, Money charge) {}

    /** Settles the judged units of a return now, without waiting for the rest of it; a person's yes to what came without one. */
    @Transactional
    public void settle(ReturnId id) {
        var ref = decidable(id);
        decided(ref);
        draw(ref, true);
    }

    /** A person's no to what came without a yes: the judged units are taken in, and nothing is paid or sent for them. */
    @Transactional
    public void refuse(ReturnId id) {
        var ref = decidable(id);
        var view = returns.get(id);
        if (!view.needsDecision())
            throw Refusal.conflict(
                    "was-agreed", "This return was agreed to; what is judged is paid as the policy says.");
        if (view.expected() + view.units(ReturnState.RECEIVED) > 0)
            throw Refusal.conflict(
                    "not-all-judged", "The dock has not judged all of it yet, or expects more; have it finish first.");
        decided(ref);
        draw(ref, false);
    }

    private ReturnMoves.Ref decidable(ReturnId id) {
        var ref = moves.lock(id);
        if (undrawn(id).isEmpty())
            throw Refusal.conflict("nothing-graded", "No judged unit of this return waits for its money.");
        return ref;
    }

    private void decided(ReturnMoves.Ref ref) {
        jdbc.sql("update rma set needs_decision = false where id = :id")
                .param("id", ref.id().value())
                .update();
    }

    /** Draws up when nothing of the return is still to come or to be judged. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void drawIfComplete(ReturnMoves.Ref ref) {
        var view = returns.get(ref.id());
        if (view.expected() == 0 && view.units(ReturnState.RECEIVED) == 0) draw(ref);
    }

    /** Draws up what is judged and not drawn up yet; nothing when there is none, or while a person has to decide. The caller holds the locks. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void draw(ReturnMoves.Ref ref) {
        if (!returns.get(ref.id()).needsDecision()) draw(ref, true);
    }

    private void draw(ReturnMoves.Ref ref, boolean pay) {
        var judged = undrawn(ref.id());
        if (judged.isEmpty()) return;
        var view = returns.get(ref.id());
        var terms = returns.terms(ref.id());
        var order = orders.find(ref.order()).orElseThrow();
        var worth = Worth.of(order);
        var id = Ids.next();
        var goods = Money.zero(view.currency());
        var charge = Money.zero(view.currency());
        var values = new HashMap<ReturnView.Line, Value>();
        var byLine = judged.stream().collect(Collectors.groupingBy(Judged::lineNo));
        for (var line : view.lines()) {
            var units = byLine.getOrDefault(line.line(), List.of());
            if (units.isEmpty()) continue;
            var value = value(view, line, pay ? terms::percent : Settlements::nothing, worth, units);
            values.put(line, value);
            goods = goods.plus(value.refund());
            charge = charge.plus(value.charge());
        }
        var shipping = pay ? shipping(order, terms, view.kind()) : Money.zero(view.currency());
        var taken = Money.of(
                view.settlements().stream()
                        .mapToLong(ReturnView.Settled::deductedMinor)
                        .sum(),
                view.currency());
        var deducted = Money.of(view.feeMinor() + view.postageMinor(), view.currency())
                .minus(taken)
                .min(goods.plus(shipping));
        insert(id, ref, view.currency(), goods, shipping, deducted);
        jdbc.sql("update rma_grade set settlement_id = :id where id = any(:grades)")
                .param("id", id)
                .param("grades", Sql.uuids(judged.stream().map(Judged::id).toList()))
                .update();
        values.forEach((line, value) -> {
            if (value.replaced() > 0)
                exchanges.add(
                        ref.id(),
                        ref.merchant(),
                        line,
                        id,
                        value.replaced(),
                        value.exchanged().minor(),
                        false);
        });
        if (charge.isPositive())
            owe(ref, charge, "judged:" + id, "What came back for an instant exchange was not what was sold.");
    }

    private Value value(ReturnView view, ReturnView.Line line, Earning earning, Worth worth, List<Judged> units) {
        var refund = Money.zero(view.currency());
        var exchanged = Money.zero(view.currency());
        var charge = Money.zero(view.currency());
        int replaced = 0;
        int from = advance(
                view.order(),
                line.line(),
                units.stream().mapToInt(Judged::quantity).sum());
        for (var some : units) {
            int percent = earning.percent(Grade.valueOf(some.grade()), line.ourFault());
            for (var paid : worth.units(line.line(), from, some.quantity())) {
                if (line.resolution() == Resolution.REFUND) refund = refund.plus(Worth.percent(paid, percent));
                else if (percent > 0) {
                    var difference = Returnables.difference(line.differenceMinor(), 1, paid);
                    refund = refund.plus(difference);
                    exchanged = exchanged.plus(paid.minus(difference));
                    replaced++;
                } else charge = charge.plus(paid.minus(Returnables.difference(line.differenceMinor(), 1, paid)));
            }
            from += some.quantity();
        }
        return view.instant() && line.resolution() == Resolution.EXCHANGE
                ? new Value(refund, Money.zero(view.currency()), 0, charge)
                : new Value(refund, exchanged, replaced, Money.zero(view.currency()));
    }

    /** Takes the next units of an order line for this settlement, and says which is the first. No unit is ever valued twice. */
    private int advance(OrderId order, int line, int units) {
        return jdbc.sql(VALUE)
                .param("units", units)
                .param("order", order.value())
                .param("line", line)
                .query(Integer.class)
                .single();
    }

    private Money shipping(OrderView order, ReturnPolicy terms, ReturnView.Kind kind) {
        record All(boolean back, boolean ours) {}
        long lines = order.lines().stream()
                .filter(line -> Returnables.shipped(line) > 0)
                .count();
        var all = jdbc.sql(ALL_BACK)
                .param("order", order.id().value())
                .param("lines", lines)
                .query(All.class)
                .single();
        boolean earned = switch (terms.refundShipping()) {
            case NEVER -> false;
            case OUR_FAULT -> all.ours() && kind == ReturnView.Kind.REQUESTED;
            case WHOLE_ORDER -> true;
        };
        boolean open = order.lines().stream()
                .flatMap(line -> line.units().stream())
                .anyMatch(units -> units.quantity() > units.shipped() + units.cancelled() + units.elsewhere());
        return Money.of(all.back() && earned && !open ? order.shippingMinor() : 0, order.currency());
    }

    private void insert(UUID id, ReturnMoves.Ref ref, String currency, Money goods, Money shipping, Money deducted) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("rma", ref.id().value())
                .param("order", ref.order().value())
                .param("merchant", ref.merchant().value())
                .param("currency", currency)
                .param("goods", goods.minor())
                .param("shipping", shipping.minor())
                .param("deducted", deducted.minor())
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        work.add(SettleStep.NAME, id, ref.merchant());
    }

    /** Money for a replacement that could not be had after all. The caller holds the locks. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void instead(Exchanges.Row row) {
        var ref = new ReturnMoves.Ref(
                new ReturnId(row.rmaId()), new MerchantId(row.merchantId()), new OrderId(row.orderId()), row.number());
        var view = returns.get(ref.id());
        var none = Money.zero(view.currency());
        insert(Ids.next(), ref, view.currency(), Money.of(row.valueMinor(), view.currency()), none, none);
    }

    /** Tries a refund that failed again, under a cause of its own. */
    @Transactional
    public void retry(ReturnId id) {
        var ref = moves.lock(id);
        record Failed(UUID id, long amountMinor, long refundedMinor, String currency) {}
        var failed = jdbc.sql(
                        "select id, amount_minor, refunded_minor, currency from rma_settlement where rma_id = :rma and state = 'FAILED'")
                .param("rma", id.value())
                .query(Failed.class)
                .list();
        if (failed.isEmpty()) throw Refusal.conflict("nothing-failed", "No refund of this return has failed.");
        for (var one : failed) {
            var again = Ids.next();
            var rest = Money.of(one.amountMinor() - one.refundedMinor(), one.currency());
            var none = Money.zero(one.currency());
            insert(again, ref, one.currency(), rest, none, none);
            jdbc.sql("update rma_grade set settlement_id = :again where settlement_id = :id")
                    .param("again", again)
                    .param("id", one.id())
                    .update();
            jdbc.sql(
                            "update rma_settlement set state = 'NOTHING', amount_minor = refunded_minor, paying_minor = refunded_minor,"
                                    + " reason = 'The rest was tried again.' where id = :id")
                    .param("id", one.id())
                    .update();
        }
    }

    /** Records once that the shopper owes an amount, for a person to collect. */
    void owe(ReturnMoves.Ref ref, Money amount, String cause, String reason) {
        boolean recorded = payments.owe(ref.order().value(), amount, "return:" + cause, reason);
        if (recorded)
            jdbc.sql("update rma set charged_minor = charged_minor + :minor where id = :id")
                    .param("minor", amount.minor())
                    .param("id", ref.id().value())
                    .update();
    }

    private List<Judged> undrawn(ReturnId id) {
        return jdbc.sql(UNDRAWN).param("rma", id.value()).query(Judged.class).list();
    }

    /** Returns that have been judged for a while and whose money is not drawn up. */
    @Transactional(readOnly = true)
    public List<ReturnId> left() {
        return jdbc
                .sql(LINGERING)
                .param("before", Sql.timestamp(clock.instant().minus(PATIENCE)))
                .param("most", BATCH)
                .query(UUID.class)
                .list()
                .stream()
                .map(ReturnId::new)
                .toList();
    }

    /** As {@link #settle}, for a return that may have been settled meanwhile. */
    @Transactional
    public void drawLeft(ReturnId id) {
        draw(moves.lock(id));
    }
}
