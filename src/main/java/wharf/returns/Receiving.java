package wharf.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.PlaceRef;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Shown;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;
import wharf.shared.Texts;
import wharf.shared.WarehouseId;

/**
 * The dock: what arrives is counted line by line, then judged unit by unit. Stock takes from the customer exactly what was counted: into the
 * returns place, not for sale; from there a judgement sends it on. Over-counts, part deliveries and parcels nobody announced are normal.
 */
@Service
public class Receiving {
    /** The place of a site where returned goods stand until they are judged and carried away. */
    public static final String PLACE = "RETURNS";

    private static final int MOST_UNITS = 10_000;
    private static final String COMPONENTS = """
            select item_id, merchant_id, per_unit, lot
            from rma_component
            where rma_id = :rma
            and line_no = :line
            """;
    private static final String COUNT = """
            insert into rma_count (id, rma_id, line_no, merchant_id, warehouse_id, quantity, from_state, counted_at, counted_by)
            values (:id, :rma, :line, :merchant, :site, :quantity, :from, :now, :by)
            """;
    private static final String GRADE = """
            insert into rma_grade (id, rma_id, line_no, merchant_id, warehouse_id, quantity, grade, disposition, photo, note, graded_at, graded_by)
            values (:id, :rma, :line, :merchant, :site, :quantity, :grade, :disposition, :photo, :note, :now, :by)
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Returns returns;
    private final Returnables returnables;
    private final ReturnMoves moves;
    private final Goods goods;
    private final Settlements settlements;
    private final ReturnNotices notices;
    private final BusinessClock clock;

    Receiving(
            JdbcClient jdbc,
            Orders orders,
            Returns returns,
            Returnables returnables,
            ReturnMoves moves,
            Goods goods,
            Settlements settlements,
            ReturnNotices notices,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.returns = returns;
        this.returnables = returnables;
        this.moves = moves;
        this.goods = goods;
        this.settlements = settlements;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Units counted at the dock.
     *
     * @param id made by the caller: the same count is taken once
     */
    public record NewCount(UUID id, ReturnId rma, int line, int quantity, WarehouseId site) {}

    /**
     * Counted units judged.
     *
     * @param id made by the caller: the same judgement is taken once
     * @param disposition null for what the policy says of this grade
     * @param photo a stored file
     */
    public record NewGrade(
            UUID id,
            ReturnId rma,
            int line,
            int quantity,
            Grade grade,
            @Nullable Disposition disposition,
            @Nullable UUID photo,
            @Nullable String note,
            WarehouseId site) {}

    /** What came of a count. @param over units beyond what the order shipped: they went to the photo queue */
    public record Counted(int taken, int over) {}

    /** Takes counted units in. What the order cannot have shipped goes to the photo queue instead of into stock. */
    @Transactional
    public Counted count(NewCount count) {
        within("quantity", count.quantity());
        var ref = moves.lock(count.rma());
        if (isKnown("rma_count", count.id())) return new Counted(0, 0);
        var view = returns.get(count.rma());
        var line = view.line(count.line());
        int missing = count.quantity() - line.expected();
        int grown = missing > 0 ? grow(count, missing) : 0;
        int taken = Math.min(count.quantity(), line.expected() + grown);
        if (taken > 0) take(ref, view, count, grown, taken);
        int over = count.quantity() - taken;
        if (over > 0) goods.over(view, line, over, count.site());
        return new Counted(taken, over);
    }

    private int grow(NewCount count, int wanted) {
        // The order is locked: nobody else claims between the two statements.
        Optional<Integer> room = jdbc.sql(
                        "select c.shipped - c.claimed from rma_claim c join rma_line l on l.order_id = c.order_id and l.line_no = c.line_no"
                                + " where l.rma_id = :rma and l.line_no = :line")
                .param("rma", count.rma().value())
                .param("line", count.line())
                .query(Integer.class)
                .optional();
        int units = Math.min(wanted, room.orElse(0));
        if (units <= 0) return 0;
        jdbc.sql(
                        "update rma_claim c set claimed = c.claimed + :units from rma_line l where l.rma_id = :rma and l.line_no = :line"
                                + " and c.order_id = l.order_id and c.line_no = l.line_no")
                .param("units", units)
                .param("rma", count.rma().value())
                .param("line", count.line())
                .update();
        jdbc.sql(
                        "update rma_line set quantity = quantity + :units, requested = requested + :units where rma_id = :rma and line_no = :line")
                .param("units", units)
                .param("rma", count.rma().value())
                .param("line", count.line())
                .update();
        return units;
    }

    private void take(ReturnMoves.Ref ref, ReturnView view, NewCount count, int grown, int taken) {
        var line = view.line(count.line());
        var steps = new ArrayList<ReturnMoves.Step>();
        int left = taken;
        boolean announced = view.kind() == ReturnView.Kind.REQUESTED;
        for (var from : List.of(ReturnState.IN_TRANSIT, ReturnState.AUTHORISED, ReturnState.REQUESTED)) {
            int here = line.in(from) + (from == ReturnState.REQUESTED ? grown : 0);
            int units = Math.min(left, here);
            if (units == 0) continue;
            steps.add(new ReturnMoves.Step(view.id(), count.line(), from, ReturnState.RECEIVED, units));
            left -= units;
        }
        moves.move(List.of(ref), steps, null);
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            boolean unasked = step.from() == ReturnState.REQUESTED && (!announced || grown > 0);
            remember(
                    count,
                    i == 0 ? count.id() : Ids.next(),
                    unasked ? ReturnState.CANCELLED : step.from(),
                    step.quantity(),
                    ref.merchant());
        }
        boolean unauthorised = announced
                && view.authorisedAt() == null
                && steps.stream().anyMatch(step -> step.from() == ReturnState.REQUESTED);
        jdbc.sql("update rma set received_at = coalesce(received_at, :now), warehouse_id = :site,"
                        + " needs_decision = needs_decision or :unauthorised where id = :id")
                .param("unauthorised", unauthorised)
                .param("now", Sql.timestamp(clock.instant()))
                .param("site", count.site().value())
                .param("id", view.id().value())
                .update();
        goods.in(components(view.id(), count.line()), count.site(), taken);
    }

    private void remember(NewCount count, UUID id, ReturnState from, int quantity, MerchantId merchant) {
        jdbc.sql(COUNT)
                .param("id", id)
                .param("rma", count.rma().value())
                .param("line", count.line())
                .param("merchant", merchant.value())
                .param("site", count.site().value())
                .param("quantity", quantity)
                .param("from", from.name())
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .update();
    }

    private record CountRow(UUID id, int lineNo, int quantity, String fromState, UUID warehouseId) {}

    /** Takes a count back, as long as its units are not judged. */
    @Transactional
    public void undo(ReturnId id, UUID count) {
        var ref = moves.lock(id);
        var row = jdbc.sql(
                        "update rma_count set undone_at = :now where id = :id and rma_id = :rma and undone_at is null returning id, line_no, quantity, from_state, warehouse_id")
                .param("now", Sql.timestamp(clock.instant()))
                .param("id", count)
                .param("rma", id.value())
                .query(CountRow.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("count that can be undone", count));
        moves.move(
                List.of(ref),
                List.of(new ReturnMoves.Step(
                        id, row.lineNo(), ReturnState.RECEIVED, ReturnState.valueOf(row.fromState()), row.quantity())),
                "A count was taken back.");
        goods.out(
                components(id, row.lineNo()),
                new WarehouseId(row.warehouseId()),
                row.quantity(),
                PlaceRef.CUSTOMER,
                "return count undone");
    }

    /** Judges counted units: what becomes of them, and so what they earn. */
    @Transactional
    public void grade(NewGrade grade) {
        within("quantity", grade.quantity());
        var problems = new ArrayList<Problem>();
        if (grade.note() != null) Texts.check(problems, "note", grade.note(), 500);
        if (grade.disposition() != null && (grade.grade() == Grade.D) != (grade.disposition() == Disposition.NOT_OURS))
            problems.add(Problem.of(
                    "contradiction",
                    "disposition",
                    grade.disposition(),
                    "Grade D is what was never ours: NOT_OURS, and nothing else is."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        var ref = moves.lock(grade.rma());
        if (isKnown("rma_grade", grade.id())) return;
        var view = returns.get(grade.rma());
        var line = view.line(grade.line());
        if (line.received() < grade.quantity())
            throw Refusal.conflict(
                    "not-counted",
                    "quantity",
                    grade.quantity(),
                    "Of this line, counted and not judged yet: " + Shown.count(line.received(), "unit")
                            + "; count first.");
        var disposition = grade.disposition() == null
                ? returns.terms(grade.rma()).disposition(grade.grade())
                : grade.disposition();
        moves.move(
                List.of(ref),
                List.of(new ReturnMoves.Step(
                        grade.rma(), grade.line(), ReturnState.RECEIVED, ReturnState.GRADED, grade.quantity())),
                "Grade " + grade.grade() + ": " + wharf.platform.Shown.words(disposition.name()) + ".");
        store(grade, disposition, ref.merchant());
        place(grade, disposition, view, line);
        goods.bill(ref, grade);
        notices.received(returns.get(grade.rma()));
        settlements.drawIfComplete(ref);
    }

    private void store(NewGrade grade, Disposition disposition, MerchantId merchant) {
        var now = Sql.timestamp(clock.instant());
        jdbc.sql(GRADE)
                .param("id", grade.id())
                .param("rma", grade.rma().value())
                .param("line", grade.line())
                .param("merchant", merchant.value())
                .param("site", grade.site().value())
                .param("quantity", grade.quantity())
                .param("grade", grade.grade().name())
                .param("disposition", disposition.name())
                .param("photo", grade.photo())
                .param(
                        "note",
                        grade.note() == null || grade.note().isBlank()
                                ? null
                                : grade.note().strip())
                .param("now", now)
                .param("by", Context.current().actor().name())
                .update();
        jdbc.sql("update rma set graded_at = :now where id = :id")
                .param("now", now)
                .param("id", grade.rma().value())
                .update();
    }

    private void place(NewGrade grade, Disposition disposition, ReturnView view, ReturnView.Line line) {
        var components = components(grade.rma(), grade.line());
        switch (disposition) {
            case RESTOCK -> goods.toPutAway(components, grade.site(), grade.quantity(), grade.rma());
            case QUARANTINE -> {
                if (grade.grade() == Grade.C) goods.damaged(components, grade.site(), grade.quantity());
            }
            case DISPOSE ->
                goods.out(components, grade.site(), grade.quantity(), PlaceRef.SCRAP, "returned, disposed of");
            case NOT_OURS -> {
                goods.out(components, grade.site(), grade.quantity(), PlaceRef.CUSTOMER, "return not ours");
                goods.notOurs(view, line, grade);
            }
        }
    }

    /**
     * Opens a return for goods that nobody announced, with all that may still come back of the order expected. {@code refused}: the parcel
     * came back as it had left, because nobody took it in. What the policy would not have taken back is paid only when a person says so.
     */
    @Transactional
    public ReturnView unannounced(OrderId order, boolean refused, UUID requestId) {
        orders.lock(List.of(order));
        var returnable = returnables.of(order);
        var merchant = returnable.order().merchant();
        var earlier = jdbc.sql("select id from rma where merchant_id = :merchant and request_id = :request")
                .param("merchant", merchant.value())
                .param("request", requestId)
                .query(UUID.class)
                .optional();
        if (earlier.isPresent()) return returns.get(new ReturnId(earlier.get()));
        var reason = refused ? ReturnPolicy.REFUSED.code() : ReturnPolicy.UNANNOUNCED.code();
        var lines = returnable.lines().stream()
                .filter(line -> line.left() > 0)
                .map(line -> new NewReturn.Line(line.line(), line.left(), reason, Resolution.REFUND, null))
                .toList();
        if (lines.isEmpty())
            throw Refusal.conflict(
                    "nothing-left",
                    "order",
                    returnable.order().externalId(),
                    "All that this order shipped has come back already, or is on its way; use the photo queue.");
        var kind = refused ? ReturnView.Kind.REFUSED_AT_DOOR : ReturnView.Kind.UNANNOUNCED;
        var id = returns.store(returnable, new NewReturn(order, requestId, lines, null), kind);
        boolean against = !refused
                && (!returnable.open()
                        || returnable.lines().stream().anyMatch(line -> line.left() > 0 && line.finalSale()));
        if (against)
            jdbc.sql("update rma set needs_decision = true where id = :id")
                    .param("id", id.value())
                    .update();
        return returns.get(id);
    }

    /** No more is coming now: what is judged is settled, and what was never announced and did not arrive is struck off. */
    @Transactional
    public void finish(ReturnId id) {
        var ref = moves.lock(id);
        var view = returns.get(id);
        if (view.units(ReturnState.RECEIVED) > 0)
            throw Refusal.conflict(
                    "not-graded",
                    view.units(ReturnState.RECEIVED) + " counted units are not judged yet; grade them first.");
        if (view.kind() != ReturnView.Kind.REQUESTED) {
            var absent = ReturnMoves.all(view, ReturnState.CANCELLED, ReturnState.REQUESTED);
            moves.move(List.of(ref), absent, "These units were not in the parcel.");
        }
        settlements.draw(ref);
    }

    private List<Goods.Component> components(ReturnId id, int line) {
        return jdbc.sql(COMPONENTS)
                .param("rma", id.value())
                .param("line", line)
                .query((row, n) -> new Goods.Component(
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        new ItemId(row.getObject("item_id", UUID.class)),
                        row.getString("lot"),
                        row.getInt("per_unit")))
                .list();
    }

    private boolean isKnown(String table, UUID id) {
        return jdbc.sql("select exists (select from " + table + " where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private static void within(String field, int quantity) {
        if (quantity < 1 || quantity > MOST_UNITS)
            throw Refusal.invalid("out-of-range", field, quantity, "Give 1 to " + MOST_UNITS + " units.");
    }
}
