package wharf.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.catalog.NewItem;
import wharf.insight.MeasuredSoFar;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class HistoryTest {
    @Autowired
    History history;

    @Autowired
    Scenery scenery;

    @Autowired
    Orders orders;

    @Autowired
    Facts facts;

    @Autowired
    MeasuredSoFar measured;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    BusinessClock clock;

    private MerchantId merchant;
    private String site;
    private Instant placed;

    @BeforeEach
    void aMerchantWithAnItem() {
        merchant = scenery.merchant();
        scenery.item(merchant, "MUG");
        scenery.item(merchant, "TEA");
        var warehouse = scenery.site(false);
        site = scenery.inTransaction(() -> jdbc.sql("select code from warehouse where id = :id")
                .param("id", warehouse.value())
                .query(String.class)
                .single());
        placed = clock.instant().minus(Duration.ofDays(80)).truncatedTo(ChronoUnit.SECONDS);
    }

    private List<HistoryResult> bringIn(HistoricOrder... given) {
        return Scenery.all(() -> history.bringIn(List.of(given)));
    }

    private OrderId imported(HistoricOrder order) {
        return switch (bringIn(order).getFirst()) {
            case HistoryResult.Imported imported -> imported.id();
            case HistoryResult other -> throw new AssertionError("not imported: " + other);
        };
    }

    private List<Problem> refused(HistoricOrder order) {
        return switch (bringIn(order).getFirst()) {
            case HistoryResult.Refused refused -> refused.problems();
            case HistoryResult other -> throw new AssertionError("not refused: " + other);
        };
    }

    private long count(String table, OrderId order) {
        return scenery.inTransaction(() -> jdbc.sql("select count(*) from " + table + " where order_id = :order")
                .param("order", order.value())
                .query(Long.class)
                .single());
    }

    @Test
    void an_order_of_the_past_ends_as_one_that_went_through_here() {
        var id = imported(PastScenery.whole(merchant, site, placed, "MUG", 2, "TEA", 1));

        var order = Scenery.all(() -> orders.find(id)).orElseThrow();
        assertThat(order.state()).isEqualTo(OrderState.CLOSED);
        assertThat(order.placedAt()).isEqualTo(placed);
        assertThat(Scenery.all(() -> orders.progress(List.of(id))).get(id))
                .extracting(progress -> progress.state())
                .isEqualTo(OrderState.CLOSED);
        assertThat(Scenery.all(() -> facts.timeline(id.value(), 0, 100)))
                .extracting(Facts.Entry::type)
                .containsExactly(
                        "order.received",
                        "payment.taken-directly",
                        "order.accepted",
                        "fulfilment.planned",
                        "order.routed",
                        "fulfilment.released",
                        "order.in_fulfilment",
                        "fulfilment.picking",
                        "fulfilment.picked",
                        "fulfilment.picked",
                        "fulfilment.picked",
                        "fulfilment.packing",
                        "parcel.packed",
                        "parcel.verified",
                        "fulfilment.packed",
                        "parcel.labelled",
                        "parcel.manifested",
                        "parcel.shipped",
                        "parcel.picked-up",
                        "fulfilment.shipped",
                        "order.shipped",
                        "payment.captured",
                        "parcel.out-for-delivery",
                        "parcel.delivered",
                        "order.delivered",
                        "order.closed");
        assertThat(scenery.inTransaction(() -> jdbc.sql("select count(*) from work where subject = :id")
                        .param("id", id.value())
                        .query(Long.class)
                        .single()))
                .isZero();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void what_was_delivered_lately_is_still_open_for_returns() {
        var lately = clock.instant().minus(Duration.ofDays(6)).truncatedTo(ChronoUnit.SECONDS);

        var id = imported(PastScenery.whole(merchant, site, lately, "MUG", 1));

        assertThat(Scenery.all(() -> orders.find(id)).orElseThrow().state()).isEqualTo(OrderState.DELIVERED);
    }

    @Test
    void stock_of_today_is_not_touched() {
        var bin = scenery.bin(
                scenery.inTransaction(() -> jdbc.sql("select id from warehouse where code = :code")
                        .param("code", site)
                        .query((row, n) -> new wharf.shared.WarehouseId(row.getObject(1, java.util.UUID.class)))
                        .single()),
                "A-01");
        var mug = scenery.idOf(merchant, "MUG");
        scenery.receive(merchant, mug, bin, 5);

        imported(PastScenery.whole(merchant, site, placed, "MUG", 9));

        assertThat(scenery.inTransaction(
                        () -> jdbc.sql("select on_hand - reserved from item_stock where item_id = :item")
                                .param("item", mug.value())
                                .query(Long.class)
                                .single()))
                .isEqualTo(5);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void kits_came_as_their_parts_and_orders_in_several_parcels() {
        Scenery.all(() ->
                scenery.items(merchant, NewItem.kit("PAIR", "A pair", List.of(new NewItem.Component("MUG", 2)))));
        var given = new HistoricOrder(
                PastScenery.placed(merchant, placed, "PAIR", 2, "TEA", 3),
                null,
                List.of(
                        PastScenery.shipment(
                                site,
                                placed,
                                Scenery.unique("T"),
                                List.of(new HistoricOrder.Units(1, 2), new HistoricOrder.Units(2, 1))),
                        PastScenery.shipment(
                                site,
                                placed.plusSeconds(600),
                                Scenery.unique("T"),
                                List.of(new HistoricOrder.Units(2, 2)))),
                null,
                List.of(PastScenery.broken(placed, 100)));

        var id = imported(given);

        assertThat(count("fulfilment", id)).isEqualTo(2);
        assertThat(count("delivery_case", id)).isEqualTo(1);
        assertThat(scenery.inTransaction(() -> jdbc.sql(
                                "select sum(l.quantity) from delivery_case_line l join delivery_case c on c.id = l.case_id where c.order_id = :order and l.line_no = 1")
                        .param("order", id.value())
                        .query(Long.class)
                        .single()))
                .as("kits, not their parts")
                .isEqualTo(2);
        assertThat(scenery.inTransaction(
                        () -> jdbc.sql("select sum(quantity) from parcel_line where order_id = :order and line_no = 1")
                                .param("order", id.value())
                                .query(Long.class)
                                .single()))
                .isEqualTo(4);
        assertThat(Scenery.all(() -> facts.timeline(id.value(), 0, 100)))
                .extracting(Facts.Entry::type)
                .containsSubsequence("order.partially_shipped", "order.shipped", "order.delivered");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void returns_cases_and_late_parcels_come_with_it() {
        var plain = PastScenery.whole(merchant, site, placed, "MUG", 2);
        var late = PastScenery.shipment(site, placed, Scenery.unique("T"), null);
        var given = new HistoricOrder(
                plain.order(),
                plain.acceptedAt(),
                List.of(withPromise(late, java.time.LocalDate.ofInstant(placed, java.time.ZoneOffset.UTC))),
                List.of(PastScenery.back(placed, 1000)),
                List.of(PastScenery.broken(placed, 500)),
                List.of(new HistoricOrder.Survey("CSAT", 4, placed.plus(Duration.ofDays(5)))));

        var id = imported(given);

        assertThat(count("rma", id)).isEqualTo(1);
        assertThat(count("delivery_case", id)).isEqualTo(1);
        assertThat(Scenery.all(() -> facts.timeline(id.value(), 0, 100)))
                .extracting(Facts.Entry::type)
                .contains(
                        "parcel.late",
                        "survey.answered",
                        "case.opened",
                        "case.decided",
                        "case.closed",
                        "return.requested",
                        "return.authorised",
                        "return.in_transit",
                        "return.received",
                        "return.graded",
                        "return.settled",
                        "return.refunded",
                        "payment.refunded");
        assertThat(scenery.broken()).isEmpty();
    }

    private static HistoricOrder.Shipment withPromise(HistoricOrder.Shipment s, java.time.LocalDate promised) {
        return due(s, s.shipBy(), promised);
    }

    private static HistoricOrder.Shipment due(
            HistoricOrder.Shipment s, @Nullable Instant shipBy, java.time.@Nullable LocalDate promised) {
        return new HistoricOrder.Shipment(
                s.warehouse(),
                s.service(),
                s.routedAt(),
                s.releasedAt(),
                s.pickingAt(),
                s.pickedAt(),
                s.packingAt(),
                s.packedAt(),
                s.shippedAt(),
                s.outForDeliveryAt(),
                s.deliveredAt(),
                s.lostAt(),
                shipBy,
                promised,
                s.packaging(),
                s.lengthMm(),
                s.widthMm(),
                s.heightMm(),
                s.weightGrams(),
                s.materials(),
                s.materialMinor(),
                s.carrier(),
                s.carrierService(),
                s.tracking(),
                s.postageMinor(),
                s.lines(),
                s.pickedBy(),
                s.packedBy());
    }

    @Test
    void figures_count_it_as_one_that_went_through_here_and_no_day_or_cut_off_that_nobody_named() {
        var plain = PastScenery.whole(merchant, site, placed, "MUG", 2);
        var unknown = due(PastScenery.shipment(site, placed, Scenery.unique("T"), null), null, null);
        imported(plain);
        imported(new HistoricOrder(PastScenery.placed(merchant, placed, "TEA", 1), null, List.of(unknown), null, null));

        measured.catchUp();

        assertThat(scenery.inTransaction(() -> jdbc.sql("""
                        select sum(orders_delivered) as delivered, sum(delivered_promised) as promised, sum(promise_kept) as kept,
                               sum(orders_shipped) as shipped, sum(shipped_due) as due, sum(shipped_on_time) as in_time
                        from insight_day where merchant_id = :merchant
                        """)
                        .param("merchant", merchant.value())
                        .query((row, n) -> List.of(
                                row.getLong("delivered"),
                                row.getLong("promised"),
                                row.getLong("kept"),
                                row.getLong("shipped"),
                                row.getLong("due"),
                                row.getLong("in_time")))
                        .single()))
                .containsExactly(2L, 1L, 1L, 2L, 1L, 1L);
        assertThat(scenery.inTransaction(() -> jdbc.sql(
                                "select person from insight_labour where merchant_id = :merchant and step = 'PICK'")
                        .param("merchant", merchant.value())
                        .query(String.class)
                        .set()))
                .containsExactly("Pete");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void the_same_order_again_changes_nothing() {
        var given = PastScenery.whole(merchant, site, placed, "MUG", 1);
        var id = imported(given);

        var again = bringIn(given).getFirst();

        assertThat(again)
                .isInstanceOfSatisfying(
                        HistoryResult.Known.class,
                        known -> assertThat(known.id()).isEqualTo(id));
        assertThat(count("parcel_line", id)).isEqualTo(1);
    }

    @Test
    void what_is_there_is_known_though_it_could_not_come_in_again() {
        var given = PastScenery.whole(merchant, site, placed, "MUG", 1);
        var id = imported(given);
        var siteIsGone = PastScenery.shipment("NOWHERE", placed, Scenery.unique("T"), null);

        assertThat(bringIn(new HistoricOrder(given.order(), placed, List.of(siteIsGone), null, null))
                        .getFirst())
                .isInstanceOfSatisfying(
                        HistoryResult.Known.class,
                        known -> assertThat(known.id()).isEqualTo(id));
        var neverPlaced = new HistoricOrder(
                PastScenery.placed(merchant, placed, "MUG", 1), placed, List.of(siteIsGone), null, null);
        assertThat(refused(neverPlaced)).extracting(Problem::code).containsExactly("unknown-warehouse");
    }

    @Test
    void the_same_orders_from_two_at_once_come_in_once_and_nobody_is_refused() {
        for (int round = 0; round < 8; round++) {
            var given = java.util.stream.IntStream.range(0, 6)
                    .mapToObj(n -> PastScenery.whole(merchant, site, placed, "MUG", 1))
                    .toArray(HistoricOrder[]::new);
            var there = CompletableFuture.supplyAsync(() -> bringIn(given));
            var here = bringIn(given);

            var all = there.join();
            for (int i = 0; i < given.length; i++)
                assertThat(List.of(all.get(i), here.get(i)))
                        .extracting(result -> result.getClass().getSimpleName())
                        .containsExactlyInAnyOrder("Imported", "Known");
        }
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_case_knows_the_order_that_sent_it_again() {
        var plain = PastScenery.whole(merchant, site, placed, "MUG", 1);
        var again = PastScenery.whole(merchant, site, placed.plus(Duration.ofDays(4)), "MUG", 1);

        var results = bringIn(
                again,
                sentAgain(plain, java.util.Objects.requireNonNull(again.order()).externalId()));

        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(HistoryResult.Imported.class));
        assertThat(scenery.inTransaction(() -> jdbc.sql(
                                "select reship_order from delivery_case where order_id = :order")
                        .param(
                                "order",
                                ((HistoryResult.Imported) results.get(1)).id().value())
                        .query(java.util.UUID.class)
                        .single()))
                .isEqualTo(((HistoryResult.Imported) results.get(0)).id().value());
    }

    @Test
    void a_case_that_names_an_order_that_nobody_has_is_refused_by_field() {
        var typo = sentAgain(PastScenery.whole(merchant, site, placed, "MUG", 1), "NO-SUCH-ORDER");
        var namesTheRefused = sentAgain(
                PastScenery.whole(merchant, site, placed, "MUG", 1),
                java.util.Objects.requireNonNull(typo.order()).externalId());
        var other = PastScenery.whole(merchant, site, placed, "MUG", 1);

        var results = bringIn(namesTheRefused, typo, other);

        assertThat(results)
                .extracting(result -> result.getClass().getSimpleName())
                .containsExactly("Refused", "Refused", "Imported");
        assertThat(((HistoryResult.Refused) results.get(1)).problems())
                .extracting(Problem::code, Problem::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("unknown-order", "cases[0].reshipExternalId"));
    }

    private HistoricOrder sentAgain(HistoricOrder plain, @Nullable String by) {
        var said = placed.plus(Duration.ofDays(4));
        var sentAgain = new HistoricOrder.Case(
                null,
                "MISSING_ITEM",
                "It is not in the box.",
                null,
                said,
                "RESHIP",
                "OPERATOR",
                null,
                "On its way again.",
                said,
                said,
                null,
                by);
        return new HistoricOrder(plain.order(), placed, plain.shipments(), null, List.of(sentAgain));
    }

    @Test
    void a_manifest_spans_all_that_was_scanned_onto_it() {
        var first = imported(PastScenery.whole(merchant, site, placed, "MUG", 1));
        imported(PastScenery.whole(merchant, site, placed.plusSeconds(60), "MUG", 1));
        imported(PastScenery.whole(merchant, site, placed.minusSeconds(60), "MUG", 1));

        assertThat(scenery.inTransaction(() -> jdbc.sql("""
                        select count(*)
                        from manifest m
                        join manifest_parcel p on p.manifest_id = m.id
                        where m.id in (select o.manifest_id from manifest_parcel o join parcel_line l on l.parcel_id = o.parcel_id
                                       where l.order_id = :order)
                        and p.scanned_at not between m.opened_at and m.closed_at
                        """)
                        .param("order", first.value())
                        .query(Long.class)
                        .single()))
                .isZero();
    }

    @Test
    void a_shopper_answers_each_kind_of_survey_once() {
        var whole = PastScenery.whole(merchant, site, placed, "MUG", 1);
        var said = new HistoricOrder.Survey("CSAT", 4, placed.plus(Duration.ofDays(5)));

        assertThat(refused(new HistoricOrder(whole.order(), null, whole.shipments(), null, null, List.of(said, said))))
                .extracting(Problem::code, Problem::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("twice", "surveys"));
    }

    @Test
    void twice_in_one_list_and_a_tracking_number_of_another_are_refused_and_the_rest_is_taken() {
        var one = PastScenery.whole(merchant, site, placed, "MUG", 1);
        var thief =
                new HistoricOrder(PastScenery.placed(merchant, placed, "MUG", 1), null, one.shipments(), null, null);
        var last = PastScenery.whole(merchant, site, placed, "TEA", 1);

        var results = bringIn(one, one, thief, last);

        assertThat(results)
                .extracting(result -> result.getClass().getSimpleName())
                .containsExactly("Imported", "Refused", "Refused", "Imported");
        assertThat(((HistoryResult.Refused) results.get(2)).problems())
                .extracting(Problem::code, Problem::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("tracking-taken", "shipments[0].tracking"));
    }

    @Test
    void another_merchants_tracking_number_refuses_that_order_only() {
        var neighbour = scenery.merchant();
        scenery.item(neighbour, "CUP");
        var theirs = PastScenery.whole(neighbour, site, placed, "CUP", 1);
        imported(theirs);
        var mine =
                new HistoricOrder(PastScenery.placed(merchant, placed, "MUG", 1), null, theirs.shipments(), null, null);
        var other = PastScenery.whole(merchant, site, placed, "MUG", 1);

        var results = new wharf.platform.Context(
                        new wharf.shared.Scope.Merchants(java.util.Set.of(merchant.value())),
                        wharf.shared.Actor.user("merchant"),
                        wharf.shared.Lane.SCREEN)
                .call(() -> history.bringIn(List.of(mine, other)));

        assertThat(results)
                .extracting(result -> result.getClass().getSimpleName())
                .containsExactly("Refused", "Imported");
    }

    @Test
    void times_that_run_backwards_or_ahead_are_refused_by_field() {
        var plain = PastScenery.whole(merchant, site, placed, "MUG", 1);
        var shipment = PastScenery.shipment(site, placed.minus(Duration.ofDays(30)), Scenery.unique("T"), null);
        assertThat(refused(new HistoricOrder(plain.order(), placed, List.of(shipment), null, null)))
                .extracting(Problem::code, Problem::field)
                .contains(org.assertj.core.groups.Tuple.tuple("out-of-order", "shipments[0].routedAt"));

        var soon = clock.instant().minus(Duration.ofHours(30)).truncatedTo(ChronoUnit.SECONDS);
        assertThat(refused(PastScenery.whole(merchant, site, soon, "MUG", 1)))
                .extracting(Problem::code, Problem::field)
                .contains(org.assertj.core.groups.Tuple.tuple("in-the-future", "shipments[0].deliveredAt"));
    }

    @Test
    void what_is_not_finished_or_does_not_add_up_is_refused_by_field() {
        var order = PastScenery.placed(merchant, placed, "MUG", 3);
        var tooMany = PastScenery.shipment(site, placed, Scenery.unique("T"), List.of(new HistoricOrder.Units(1, 4)));
        var tooFew = PastScenery.shipment(site, placed, Scenery.unique("T"), List.of(new HistoricOrder.Units(1, 2)));
        var elsewhere = PastScenery.shipment("NOWHERE", placed, Scenery.unique("T"), null);

        assertThat(codes(order, tooMany)).contains("too-many");
        assertThat(codes(order, tooFew)).containsExactly("not-shipped");
        assertThat(codes(order, elsewhere)).contains("unknown-warehouse");
        assertThat(refused(new HistoricOrder(order, null, null, null, null)))
                .extracting(Problem::code)
                .containsExactly("not-shipped");
        assertThat(refused(new HistoricOrder(null, null, null, null, null)))
                .extracting(Problem::code)
                .containsExactly("required");
        assertThat(refused(new HistoricOrder(
                        order,
                        null,
                        List.of(PastScenery.shipment(site, placed, Scenery.unique("T"), null)),
                        List.of(PastScenery.back(placed, 1001)),
                        null)))
                .extracting(Problem::code, Problem::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("refund-above-price", "returns[0].refundMinor"));
        assertThat(refused(new HistoricOrder(
                        PastScenery.placed(merchant, placed, "NO-SUCH", 1), null, List.of(), null, null)))
                .extracting(Problem::code, Problem::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("unknown-sku", "order.lines[0].sku"));
    }

    private List<String> codes(wharf.order.NewOrder order, HistoricOrder.Shipment shipment) {
        var all = new ArrayList<String>();
        refused(new HistoricOrder(order, null, List.of(shipment), null, null))
                .forEach(problem -> all.add(problem.code()));
        return all;
    }

    @Test
    void an_order_of_years_ago_finds_its_partition() {
        var id = imported(PastScenery.whole(
                merchant, site, clock.instant().minus(Duration.ofDays(800)).truncatedTo(ChronoUnit.SECONDS), "MUG", 1));

        assertThat(scenery.inTransaction(() -> jdbc.sql(
                                "select count(*) from tracking_event e join parcel_line l on l.parcel_id = e.parcel_id where l.order_id = :order")
                        .param("order", id.value())
                        .query(Long.class)
                        .single()))
                .isEqualTo(3);
        assertThat(scenery.broken()).isEmpty();
    }
}
