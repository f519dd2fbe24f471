package wharf.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Api;
import wharf.fulfilment.OrderCare;
import wharf.inventory.PlaceRef;
import wharf.order.Hold;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.Names;
import wharf.platform.Work;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.Floor;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.warehouse.Warehouses;

/** Every screen of the console, with data, as those who may see it. */
@WharfTest
class ScreensTest {
    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    OrderIntake intake;

    @Autowired
    OrderCare care;

    @Autowired
    WorkEngine work;

    @Autowired
    Work queue;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Warehouses warehouses;

    @Autowired
    Names names;

    @Autowired
    Floor floor;

    @LocalServerPort
    int port;

    MerchantId merchant;
    WarehouseId site;
    ItemId item;
    String sku;
    PlaceRef bin;
    OrderId order;
    Api manager;

    @BeforeEach
    void anOrderOnItsWay() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        sku = Scenery.unique("MUG");
        item = scenery.item(merchant, sku);
        bin = scenery.bin(site, "A-01");
        scenery.receive(merchant, item, bin, 10);
        order = taken();
        manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
    }

    @Test
    void theListOfOrdersIsFilteredByItsAddressAndExported() {
        var own = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);

        assertThat(own.get("/orders").body()).contains("/orders/" + order, "Ann Smith");
        assertThat(own.get("/orders?text=nobody").body())
                .contains("Nothing matches")
                .doesNotContain("" + order);
        assertThat(own.get("/orders.csv").body()).startsWith("number,merchant,").contains("" + order);
        assertThat(own.get("/orders?after=x&before=y").statusCode()).isEqualTo(422);
    }

    @Test
    void theOrderPageTellsLinesMoneyAndTimelineWithItsWhys() {
        work.drain();

        var page = manager.get("/orders/" + order).body();

        assertThat(page).contains(sku, "1 Ocean Dr", "15.00 USD", "The order came in.", "Timeline");
        assertThat(page).contains("<summary>Why?</summary>", "Candidate");
        assertThat(people.signedIn(port, Role.FLOOR_WORKER)
                        .get("/orders/" + order)
                        .body())
                .contains(sku)
                .doesNotContain("<h2>Payment</h2>");
    }

    @Test
    void whateverIsTypedAnywhereIsFoundByWhoMaySeeIt() {
        var own = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);
        var stranger = people.signedIn(port, Role.MERCHANT_VIEWER, scenery.merchant());

        assertThat(own.get("/find?text=Ann+Smith").body()).contains("/orders/" + order);
        assertThat(stranger.get("/find?text=Ann+Smith").body()).contains("Nothing found");
        assertThat(own.get("/find?text=" + sku).body()).contains("/items/" + item);
        assertThat(stranger.get("/find?text=" + sku).body()).doesNotContain("/items/" + item);
        assertThat(manager.get("/find?text=wav").body()).contains("href=\"/waves\"");
        assertThat(own.get("/find?text=wav").body()).doesNotContain("href=\"/waves\"");
        assertThat(manager.get("/find?text=a-01").body()).contains("/bins/");
        assertThat(manager.get("/find?text=00123456789012345675").statusCode()).isEqualTo(200);
        assertThat(manager.get("/find").body()).contains("A scanner may type, too.");
    }

    @Test
    void aBinShowsWhatStandsInItToItsOwnersOnly() {
        var stranger = people.signedIn(port, Role.MERCHANT_VIEWER, scenery.merchant());

        assertThat(manager.get("/bins/" + bin.id()).body()).contains(sku, "A-01");
        assertThat(stranger.get("/bins/" + bin.id()).body())
                .contains("Nothing here")
                .doesNotContain(sku);
    }

    @Test
    void theHomePageTellsHowTodayGoes() {
        work.drain();

        var own = people.signedIn(port, Role.MERCHANT_VIEWER, merchant).get("/").body();

        assertThat(own).contains("On the way", "To pick", "Cut-offs", "To pack");
        assertThat(people.signedIn(port, Role.MERCHANT_VIEWER, scenery.merchant())
                        .get("/")
                        .body())
                .contains("On the way")
                .doesNotContain("Cut-offs");
    }

    @Test
    void theTimelineSpeaksSpanishToWhoAsksForIt() {
        var page = manager.send("GET", "/orders/" + order, null, "Accept-Language", "es")
                .body();

        assertThat(page).contains("Entró el pedido.");
    }

    @Test
    void anOrderIsCancelledAfterAPreview() {
        assertThat(manager.get("/orders/" + order + "/cancellation").body()).contains(sku, "0.00 USD");

        var answer = post(
                manager,
                "/orders/" + order + "/cancellation",
                Map.of("line", "1", "quantity", "1", "reason", "Not wanted"));

        assertThat(answer).isEqualTo(302);
        assertThat(manager.get("/orders/" + order).body()).contains("1 cancelled", "Units cancelled: 1.");
    }

    @Test
    void anOrderIsEditedAfterAPreviewAndItsPageShowsTheDifference() {
        var edit = "/orders/" + order + "/edit";
        assertThat(manager.get(edit).body()).contains(sku, "Change a quantity or add an item.");
        assertThat(manager.get(edit + "?line=1&quantity=2&sku=&units=&price=").body())
                .contains("25.00 USD", "15.00 USD", "All units are in stock.");
        assertThat(manager.get(edit + "?line=1&quantity=1&sku=NO-SUCH&units=1&price=1")
                        .body())
                .contains("<strong>SKU.</strong>", "Nothing is changed yet.");

        var answer = post(manager, edit, Map.of("line", "1", "quantity", "2", "reason", "One more, by phone"));

        assertThat(answer).isEqualTo(302);
        assertThat(manager.get("/orders/" + order).body())
                .contains("Revision 0", "is what applies", "Changed here by", "Wanted now", "25.00 USD")
                .contains("The order was changed by hand.", "1 × " + sku + " came to the order.");
    }

    /** A preview is asked for by GET: what is in the form ends in an address, and addresses are logged. */
    @ParameterizedTest
    @ValueSource(strings = {"edit", "cancellation"})
    void aPreviewAsksWithoutTheToken(String what) {
        var page = manager.get("/orders/" + order + "/" + what).body();
        var form = page.substring(page.indexOf("<form id=\"" + what + "\""));
        form = form.substring(0, form.indexOf("</form>"));

        assertThat(form).contains("hx-params=\"line,quantity", "<button", "name=\"_csrf\"");
        assertThat(form).doesNotContainPattern("<input[^>]*name=\"_csrf\"");
    }

    @Test
    void aHoldIsPlacedSeenAndLifted() {
        post(manager, "/orders/" + order + "/holds", Map.of("reason", "Shopper asked to wait"));
        assertThat(manager.get("/orders/" + order).body()).contains("Shopper asked to wait", "Lift");

        var hold = Scenery.all(() -> care.hold(order, java.util.Set.of(Hold.Gate.SHIP), "Second look"));
        post(manager, "/orders/" + order + "/holds/" + hold + "/lift", Map.of());

        assertThat(manager.get("/orders/" + order).body()).contains("A hold was lifted.");
        assertThat(manager.get("/orders?held=true&merchant=" + merchant).body()).contains("/orders/" + order);
    }

    @Test
    void anUnpaidOrderStaysWithAPersonUntilAnotherMeansOfPaymentIsGiven() {
        var given = Scenery.order(merchant, NewOrder.Shortage.REFUSE, sku, 1);
        var id = taken(given.paying(List.of(new NewOrder.Tender("CARD", false, 1500L, "tok_insufficient_funds"))));
        work.drain();
        var page = manager.get("/orders/" + id).body();
        assertThat(page)
                .contains("Payment hold.", "Another means of payment for", "never a card number")
                .doesNotContain(">Lift<");

        var held = manager.get("/api/v1/orders/" + id + "/holds").body();
        var hold = held.substring(held.indexOf("\"id\":\"") + 6).split("\"")[0];
        var lifted = manager.send("DELETE", "/api/v1/orders/" + id + "/holds/" + hold, null);
        assertThat(lifted.statusCode()).isEqualTo(409);
        assertThat(lifted.body()).contains("\"payment-missing\"", "Give another means of payment");
        assertThat(manager.get("/exceptions").body()).contains("/orders/" + id);

        var tender = "/api/v1/payments/" + id + "/tenders/1/instruments";
        assertThat(manager.send("POST", tender, "{\"instrument\": \"4242 4242 4242 4242\"}")
                        .body())
                .contains("card-number");
        assertThat(manager.send("POST", tender, "{\"instrument\": \"tok_ok\", \"method\": \"ON_ACCOUNT\"}")
                        .body())
                .contains("method-not-authorised");
        assertThat(manager.send("POST", tender, "{\"instrument\": \"tok_decline\"}")
                        .statusCode())
                .isEqualTo(200);
        work.drain();
        assertThat(manager.get("/orders/" + id).body()).contains("Payment hold.", "Another means of payment for");

        post(manager, "/orders/" + id + "/instruments", Map.of("tender", "1", "instrument", "tok_ok"));
        work.drain();

        assertThat(manager.get("/orders/" + id).body())
                .contains("Another means of payment was given.")
                .doesNotContain("Payment hold.", "Another means of payment for");
        assertThat(manager.send("POST", tender, "{\"instrument\": \"tok_ok\"}").body())
                .contains("tender-in-use");
    }

    /** A link would hide where it leads. */
    @Test
    void anAddressThatSomebodyTypedAsAReasonIsReadAndNotOpened() {
        post(manager, "/orders/" + order + "/holds", Map.of("reason", "See https://evil.example/now please"));

        for (var page : new String[] {"/orders/" + order, "/exceptions"})
            assertThat(manager.get(page).body())
                    .contains("See https://evil.example/now please")
                    .doesNotContain("href=\"https://evil.example");
    }

    @Test
    void theAddressIsChanged() {
        assertThat(manager.get("/orders/" + order + "/address").body()).contains("1 Ocean Dr");

        post(manager, "/orders/" + order + "/address", address());

        assertThat(manager.get("/orders/" + order).body()).contains("77 Collins Ave", "The address was changed.");
    }

    @Test
    void whatHasLeftOrIsCancelledIsOfferedNoChangeAndTheChangesPagesSayWhy() {
        var parts = List.of("/edit", "/address", "/cancellation");
        var open = manager.get("/orders/" + order).body();
        for (var part : parts) assertThat(open).contains("href=\"/orders/" + order + part);
        assertThat(open).contains("Put on hold");

        work.drain();
        floor.work(site);
        work.drain();
        var cancelled = taken();
        Scenery.all(() -> care.cancel(cancelled, null, "Not wanted"));

        for (var over : List.of(order, cancelled)) {
            var page = manager.get("/orders/" + over).body();
            for (var part : parts) assertThat(page).doesNotContain("/orders/" + over + part);
            assertThat(page).doesNotContain("Put on hold");
            for (var part : parts)
                assertThat(manager.get("/orders/" + over + part))
                        .returns(200, answer -> answer.statusCode())
                        .satisfies(answer -> assertThat(answer.body())
                                .contains("too late for this order", over == order ? "has left" : "It is cancelled")
                                .doesNotContain("<form id=", "name=\"line1\""));
            assertThat(post(manager, "/orders/" + over + "/address", address())).isEqualTo(409);
            assertThatThrownBy(() ->
                            Scenery.all(() -> care.hold(over, java.util.Set.of(Hold.Gate.SHIP), "Look at this one")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("nothing to stop");
        }
        var viewer = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);
        assertThat(viewer.get("/orders/" + cancelled + "/address").statusCode()).isEqualTo(403);
    }

    private static Map<String, String> address() {
        return Map.of(
                "name", "Ann Smith",
                "line1", "77 Collins Ave",
                "city", "Miami",
                "region", "FL",
                "postcode", "33139",
                "country", "US");
    }

    @Test
    void stockShowsLevelsPlacesAndLedgerAndTakesReceiptsAndCorrections() {
        assertThat(manager.get("/stock?text=" + sku).body()).contains("/stock/" + item);
        assertThat(manager.get("/stock.csv?text=" + sku).body()).contains(sku + ",Item " + sku + ",10,1,9,0,");
        var warehouse = site.toString();

        post(
                manager,
                "/stock/" + item + "/receipts",
                Map.of(
                        "warehouse",
                        warehouse,
                        "place",
                        "A-01",
                        "quantity",
                        "5",
                        "requestId",
                        Ids.next().toString()));
        post(
                manager,
                "/stock/" + item + "/adjustments",
                Map.of(
                        "warehouse", warehouse,
                        "place", "A-01",
                        "change", "-2",
                        "reason", "counted by hand",
                        "requestId", Ids.next().toString()));

        var page = manager.get("/stock/" + item).body();
        assertThat(page).contains("A-01", "counted by hand", "Receive units", ">13<");
        assertThat(manager.get("/stock/" + item + "/movements.csv").body()).contains("counted by hand");
        var viewer = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);
        assertThat(viewer.get("/stock/" + item).body()).contains("A-01").doesNotContain("Receive units");
    }

    @Test
    void itemsAreListedShownAndExported() {
        var own = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);

        assertThat(own.get("/items").body()).contains("/items/" + item, sku);
        assertThat(own.get("/items/" + item).body()).contains(sku, "250 g", "120 × 80 × 40 mm");
        assertThat(own.get("/items.csv").body()).contains(sku);
    }

    @Test
    void anAdministratorTakesOnAMerchant() {
        var administrator = people.signedIn(port, Role.ADMINISTRATOR);
        var code = Scenery.unique("new");

        post(
                administrator,
                "/merchants",
                Map.of("name", "Brand new", "code", code, "currency", "USD", "senderEmail", "shop@example.org"));

        assertThat(administrator.get("/merchants").body()).contains("Brand new", code);
        assertThat(manager.get("/merchants").statusCode()).isEqualTo(403);
    }

    @Test
    void exceptionsAndTheHomePageShowWhatNeedsAPerson() {
        Scenery.all(() -> care.hold(order, java.util.Set.of(Hold.Gate.SHIP), "Look at this one"));

        assertThat(manager.get("/exceptions").body()).contains("Look at this one", "/orders/" + order);
        assertThat(manager.get("/").body()).contains("Orders on hold", "Stuck work");
        assertThat(people.signedIn(port, Role.MERCHANT_VIEWER, merchant)
                        .get("/")
                        .body())
                .contains("Orders on hold")
                .doesNotContain("Stuck work");
    }

    @Test
    void theCheckRunsByScreenAndByApi() {
        assertThat(manager.get("/check").body()).contains("balance-equals-ledger");
        assertThat(manager.get("/api/v1/checks").body()).contains("\"clean\":", "balance-equals-ledger");
    }

    @Test
    void aFindingNamesWhatItSpeaksOfAndLinksToIt() {
        miscounted(1);
        try {
            assertThat(manager.get("/check").body())
                    .contains("title=\"" + item + "\">Item " + sku + "</a>", "href=\"/items/" + item + "\"");
            assertThat(manager.get("/api/v1/checks?limit=1000").body())
                    .contains("\"subject\":\"" + item + "\"", "\"name\":\"item " + sku + "\"");
        } finally {
            miscounted(-1);
        }
    }

    @Test
    void stuckWorkNamesWhatItIsAboutWhateverThatIs() {
        var nobody = Ids.next();
        stuck(item.value(), "waits for " + order);
        stuck(merchant.value(), null);
        stuck(nobody, null);
        try {
            assertThat(manager.get("/exceptions").body())
                    .contains(
                            "href=\"/items/" + item + "\" title=\"" + item + "\">Item " + sku,
                            "waits for <a class=\"text-decoration-underline\" href=\"/orders/" + order,
                            "<span title=\"" + merchant + "\">Merchant ",
                            nobody.toString());
            assertThat(manager.get("/api/v1/stuck-work").body())
                    .contains("\"subject\":\"" + item, "\"thing\":{\"id\":\"" + item, "\"path\":\"/items/" + item);
        } finally {
            scenery.inTransaction(
                    () -> jdbc.sql("delete from work where step = 'NOBODYS'").update());
        }
    }

    private void stuck(java.util.UUID subject, @org.jspecify.annotations.Nullable String note) {
        scenery.inTransaction(() -> {
            queue.add("NOBODYS", subject, merchant);
            return jdbc.sql(
                            "update work set attempts = 900, note = :note where step = 'NOBODYS' and subject = :subject")
                    .param("note", note)
                    .param("subject", subject)
                    .update();
        });
    }

    private void miscounted(int by) {
        scenery.inTransaction(() -> jdbc.sql("update item_stock set on_hand = on_hand + :by where item_id = :item")
                .param("by", by)
                .param("item", item.value())
                .update());
    }

    @Test
    void releasedWavesAreListedWithTheirTasks() {
        work.drain();

        var code = Scenery.all(() -> warehouses.get(site)).code();
        assertThat(manager.get("/waves?warehouse=" + code).body()).contains("0 of 1");
        assertThat(manager.get("/waves?warehouse=NOWHERE").statusCode()).isEqualTo(404);
    }

    @Test
    void theNamesOfAWaveItsBatchAndItsPicksLeadToThatBatchOfThatWave() {
        work.drain();
        var task = scenery.inTransaction(() -> jdbc.sql("""
                select t.id as task, b.id as batch, b.number, b.wave_id as wave
                from pick_task t
                join pick_batch b on b.id = t.batch_id
                where t.order_id = :order
                """)
                .param("order", order.value())
                .query(Released.class)
                .single());

        var named = Scenery.all(() -> names.of(List.of(task.wave(), task.batch(), task.task())));

        var page = "/waves/" + task.wave();
        var row = page + "#batch-" + task.number();
        assertThat(named.find(task.wave()).orElseThrow().path()).isEqualTo(page);
        assertThat(named.find(task.batch()).orElseThrow().path()).isEqualTo(row);
        assertThat(named.find(task.task()).orElseThrow().path()).isEqualTo(row);
        assertThat(named.name(task.task())).isEqualTo("pick from A-01 in batch " + task.number());
        var code = Scenery.all(() -> warehouses.get(site)).code();
        assertThat(manager.get(page).body())
                .contains("id=\"batch-" + task.number() + "\"", "href=\"/waves?warehouse=" + code + "\"", "0 of 1");
        assertThat(manager.get("/waves?warehouse=" + code).body()).contains("href=\"" + page + "\"");
        assertThat(manager.get("/waves/" + Ids.next()).statusCode()).isEqualTo(404);
    }

    record Released(java.util.UUID task, java.util.UUID batch, long number, java.util.UUID wave) {}

    private OrderId taken() {
        return taken(Scenery.order(merchant, NewOrder.Shortage.REFUSE, sku, 1));
    }

    private OrderId taken(NewOrder given) {
        return switch (Scenery.all(() -> intake.take(List.of(given))).getFirst()) {
            case IntakeResult.Accepted accepted -> accepted.id();
            case IntakeResult other -> throw new IllegalStateException("not taken: " + other);
        };
    }

    private static int post(Api who, String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> Api.encoded(field.getKey()) + "=" + Api.encoded(field.getValue()))
                .reduce((a, b) -> a + "&" + b)
                .orElse("");
        return who.send(
                        "POST",
                        path,
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "application/x-www-form-urlencoded")
                .statusCode();
    }
}
