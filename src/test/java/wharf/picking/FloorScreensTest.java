package wharf.picking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.picking.PickFixture.Balance;
import wharf.picking.PickFixture.Need;
import wharf.shared.Role;
import wharf.warehouse.LayoutSpec;
import wharf.warehouse.Tote;

/** Works through the pages over HTTP, knowing only what they show. */
@PickTest
class FloorScreensTest {
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");
    private static final Pattern BIN = Pattern.compile("id=\"bin-code\">([^<]+)<");
    private static final Pattern SKU = Pattern.compile("<strong>(SKU-[^<]+)</strong>");
    private static final Pattern TOTE = Pattern.compile("Put into tote (\\S+), slot");

    @LocalServerPort
    int port;

    @Autowired
    Users users;

    @Autowired
    PickFixture fixture;

    @Autowired
    Waves waves;

    @Autowired
    PickCancellation cancellation;

    @Autowired
    PutBacks putBacks;

    Site site;
    Api browser;

    @BeforeEach
    void aFloorWorker() {
        site = fixture.site(LayoutSpec.of(3, 4, 1), 4, 2);
        fixture.stock(site, site.item("SKU-0"), 0, 10);
        fixture.stock(site, site.item("SKU-1"), 7, 10);
        var email = UUID.randomUUID() + "@example.org";
        PickFixture.as("test")
                .call(() -> users.create(new NewUser(email, "Ana", Role.FLOOR_WORKER, null, "correct horse battery")));
        browser = Api.signedIn(port, email, "correct horse battery");
        post("/floor/site", Map.of("site", site.id().toString()));
    }

    @Test
    void aBatchIsPickedFromThePageAlone() {
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 2), new Need(site.item("SKU-1"), 1));
        release(demand);

        var page = work(claimed(), site.totes().iterator());

        assertThat(page).contains("Bring the cart to packing");
        assertThat(fixture.units("picked", demand)).isEqualTo(3);
        assertThat(claimed()).contains("Nothing to pick").contains("Next batch");
    }

    @Test
    void aWrongBinIsRefusedLoudlyAndTheRightOneIsTheNextThingToDo() {
        release(fixture.order(site, new Need(site.item("SKU-0"), 2)));
        var page = scan(claimed(), site.totes().getFirst().lpn());

        var wrong = scan(page, "A03-01-1");

        assertThat(wrong).contains("data-tone=\"WRONG\"").contains("Wrong bin.").contains("polyline");
        var right = scan(wrong, found(BIN, wrong));
        assertThat(right).contains("data-tone=\"RIGHT\"");
        assertThat(scan(right, "SKU-1")).contains("data-tone=\"WRONG\"").contains("Wrong item.");
    }

    @Test
    void aScanThatIsSentAgainAfterItCountedIsShownAsCounted() {
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 1), new Need(site.item("SKU-1"), 1));
        release(demand);
        var tote = site.totes().getFirst().lpn();
        var page = scan(claimed(), tote);
        page = scan(page, found(BIN, page));
        page = scan(page, found(SKU, page));
        var fields = hidden(page);
        fields.put("scan", tote);
        fields.put("scanId", UUID.randomUUID().toString());

        post("/floor/pick/scan", fields);
        var again = post("/floor/pick/scan", fields);

        assertThat(again).contains("Picked 1.");
        assertThat(fixture.units("picked", demand)).isEqualTo(1);
    }

    @Test
    void thePickCanBeUndoneAndAMissingUnitReportedFromThePage() {
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 1), new Need(site.item("SKU-1"), 1));
        release(demand);
        var tote = site.totes().getFirst().lpn();
        var page = scan(claimed(), tote);
        var first = found(BIN, page);
        page = scan(scan(scan(page, first), found(SKU, page)), tote);
        var batch = hidden(page).get("batch");

        var undone = post("/floor/pick/undo", Map.of("batch", batch));
        assertThat(undone).contains("Undone").contains(first);
        var missing = post(
                "/floor/pick/short",
                Map.of("batch", batch, "task", hidden(undone).get("task"), "reason", "MISSING", "quantity", "1"));

        assertThat(missing).contains("Someone will count the bin");
        assertThat(fixture.units("dropped", demand)).isEqualTo(1);
        assertThat(fixture.units("picked", demand)).isZero();
    }

    @Test
    void whoHoldsUnitsOfAnOrderCancelledMeanwhileIsToldSoEvenWhenNothingElseIsToBePicked() {
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 2));
        release(demand);
        var page = scan(claimed(), site.totes().getFirst().lpn());
        page = scan(page, found(BIN, page));
        page = scan(page, found(SKU, page));
        PickFixture.as("care")
                .run(() ->
                        cancellation.cancel(List.of(demand.getFirst().demand().fulfilment()), "changed her mind"));

        var told = scan(page, site.totes().getFirst().lpn());

        assertThat(told).contains("data-tone=\"WRONG\"").contains("Stop: The order was cancelled");
        assertThat(fixture.units("picked", demand)).isZero();
    }

    @Test
    void unitsOfACancelledOrderGoBackFromThePageAlone() {
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 2));
        release(demand);
        work(claimed(), site.totes().iterator());
        PickFixture.as("care")
                .run(() ->
                        cancellation.cancel(List.of(demand.getFirst().demand().fulfilment()), "changed her mind"));
        var tote = site.totes().getFirst();

        var page = browser.get("/floor/putback").body();
        assertThat(page).contains(tote.code());
        page = putBack(page, tote.lpn());
        assertThat(page).contains("changed her mind");
        page = putBack(putBack(page, "SKU-0"), "SKU-0");
        page = putBack(page, site.bins().getFirst().code());

        assertThat(page).contains("Back in").contains("Nothing to put back");
        assertThat(fixture.balance(site.bins().getFirst().place(), site.item("SKU-0")))
                .isEqualTo(new Balance(10, 0));
    }

    @Test
    void whoFinishesACartIsToldWhichToteMustNotGoToThePackBenchAndTheBenchRefusesIt() {
        var first = fixture.order(site, new Need(site.item("SKU-0"), 2));
        var second = fixture.order(site, new Need(site.item("SKU-1"), 2));
        release(Stream.concat(first.stream(), second.stream()).toList());
        var totes = site.totes().iterator();
        var page = claimed();
        while (fixture.units("picked", first) + fixture.units("picked", second) == 0)
            page = scan(page, next(page, totes));
        var batch = hidden(page).get("batch");
        cancel(fixture.units("picked", first) > 0 ? first : second);

        page = work(page, totes);

        var view = browser.get("/api/v1/pick-batches/" + batch).body();
        var gone = found(
                Pattern.compile(
                        "\"tote\":\"([^\"]+)\",\"open\":0,\"way\":\"PUT_BACK\",\"putBack\":2,\"because\":\"changed her mind\""),
                view);
        assertThat(view).contains("\"way\":\"PACK\"");
        assertThat(page)
                .contains("Bring the cart to packing, but not every tote.", "changed her mind")
                .containsPattern(toPutBack(gone));
        assertThat(page).containsOnlyOnce("not to packing.").contains("href=\"/floor/putback\"");
        assertThat(browser.get("/floor/pick").body()).contains("Next batch").containsPattern(toPutBack(gone));

        assertThat(post("/floor/pack", Map.of("site", site.id().toString(), "code", gone)))
                .contains("Everything in " + gone + " was cancelled; take it to put-back.", "href=\"/floor/putback\"");
        var device = browser.send(
                "POST",
                "/api/v1/pack-sessions",
                "{\"warehouse\": \"%s\", \"code\": \"%s\"}".formatted(site.id(), gone));
        assertThat(device.statusCode()).isEqualTo(409);
        assertThat(device.body()).contains("\"put-back\"", "take it to put-back");

        PickFixture.as("putter")
                .run(() -> putBacks.in(site.id(), gone)
                        .forEach(task -> putBacks.putBack(new PutBackScan(
                                UUID.randomUUID(),
                                task.id(),
                                gone,
                                task.sku(),
                                2,
                                java.util.Objects.requireNonNull(task.suggestedBin())))));
        assertThat(browser.get("/floor/pick").body()).doesNotContain("put-back");
        assertThat(browser.get("/api/v1/pick-batches/" + batch).body()).contains("\"way\":\"EMPTY\"");
    }

    @Test
    void aCartWhoseOnlyOrderIsCancelledOnTheWayEndsAtPutBack() {
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 1), new Need(site.item("SKU-1"), 1));
        release(demand);
        var totes = site.totes().iterator();
        var page = claimed();
        while (fixture.units("picked", demand) == 0) page = scan(page, next(page, totes));
        var bin = found(BIN, page);
        cancel(demand);

        assertThat(scan(page, bin))
                .contains("Nothing of this cart goes to packing.")
                .containsPattern(toPutBack(site.totes().getFirst().code()));
        post("/floor/language", Map.of("language", "es"));
        assertThat(browser.get("/floor/pick").body())
                .contains("Nada de este carro va a empaque.", "llévela a devolver, no a empaque", "vuelve 1 unidad");
    }

    private void cancel(List<PickDemand> demand) {
        PickFixture.as("care")
                .run(() ->
                        cancellation.cancel(List.of(demand.getFirst().demand().fulfilment()), "changed her mind"));
    }

    private static String toPutBack(String tote) {
        return "Tote " + Pattern.quote(tote) + ", slot \\d: take it to put-back, not to packing\\.";
    }

    @Test
    void thePickerReadsWhatTheOrderSaysAndConfirmsItBeforeAUnitIsTaken() {
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 1), new Need(site.item("SKU-1"), 1));
        fixture.instruct(demand.getFirst(), null, "INFORM", "A gift for a friend.");
        var careful = fixture.instruct(demand.getFirst(), 1, "ACKNOWLEDGE", "Choose one without a scratch.");
        release(demand);
        var tote = site.totes().getFirst();
        var page = scan(claimed(), tote.lpn());
        while (!page.contains("SKU-0</strong>")) page = picked(page, tote);

        assertThat(page).contains("A gift for a friend.", "Choose one without a scratch.", ">I have read it<");
        var stopped = scan(page, found(BIN, page));
        assertThat(stopped).contains("data-tone=\"WRONG\"", "Confirm first: Choose one without a scratch.");
        var asDevice = pick(page, tote);
        assertThat(asDevice.statusCode()).isEqualTo(409);
        assertThat(asDevice.body()).contains("\"not-acknowledged\"", careful.toString());
        assertThat(browser.get("/api/v1/pick-batches/" + hidden(page).get("batch"))
                        .body())
                .contains("\"text\":\"Choose one without a scratch.\"", "\"acknowledged\":false");
        post("/floor/language", Map.of("language", "es"));
        assertThat(browser.get("/floor/pick").body()).contains("Lo he leído");
        post("/floor/language", Map.of("language", "en"));

        var fields = hidden(page);
        fields.put("instruction", careful.toString());
        var confirmed = post("/floor/pick/acknowledgements", fields);

        assertThat(confirmed).contains("data-tone=\"RIGHT\"", "Confirmed.").doesNotContain(">I have read it<");
        assertThat(fixture.read(
                        "select acknowledged_by from instruction where id = :id", String.class, Map.of("id", careful)))
                .endsWith("@example.org");
        picked(confirmed, tote);
        assertThat(fixture.units("picked", demand)).isPositive();
    }

    @Test
    void aDeviceConfirmsAnInstructionOfItsOwnCartOnly() {
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 1));
        var careful = fixture.instruct(demand.getFirst(), 1, "ACKNOWLEDGE", "Choose one without a scratch.");
        var others = fixture.order(site, new Need(site.item("SKU-1"), 1));
        var notHere = fixture.instruct(others.getFirst(), 1, "ACKNOWLEDGE", "Not this cart's.");
        release(demand);
        var batch = hidden(claimed()).get("batch");
        var path = "/api/v1/pick-batches/" + batch + "/acknowledgements";

        assertThat(browser.send("POST", path, "{\"instruction\": \"" + notHere + "\"}")
                        .statusCode())
                .isEqualTo(404);
        json("POST", path, "{\"instruction\": \"" + careful + "\"}");
        var ready = json(
                "POST",
                "/api/v1/pick-batches/" + batch + "/totes",
                "{\"tote\": \"" + site.totes().getFirst().code() + "\"}");

        assertThat(ready).contains("\"acknowledged\":true");
        assertThat(pick(browser.get("/floor/pick").body(), site.totes().getFirst())
                        .statusCode())
                .isEqualTo(200);
    }

    private String picked(String page, Tote tote) {
        var there = scan(page, found(BIN, page));
        return scan(scan(there, found(SKU, there)), tote.lpn());
    }

    private java.net.http.HttpResponse<String> pick(String page, Tote tote) {
        return browser.send("POST", "/api/v1/pick-tasks/" + hidden(page).get("task") + "/picks", """
                {"scanId": "%s", "bin": "%s", "item": "%s", "quantity": 1, "tote": "%s"}""".formatted(
                        UUID.randomUUID(), found(BIN, page), found(SKU, page), tote.code()));
    }

    @Test
    void theFloorSpeaksSpanish() {
        post("/floor/language", Map.of("language", "es"));
        release(fixture.order(site, new Need(site.item("SKU-0"), 1)));

        assertThat(claimed()).contains("Ponga una cubeta vacía en el hueco 1");
    }

    @Test
    void theMapShowsAislesAndBins() {
        var map = browser.get("/warehouses/" + site.id() + "/map.svg");

        assertThat(map.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(map.body()).contains(">A03</text>").contains("<title>A01-01-1</title>");
        assertThat(browser.get("/warehouses/" + site.id()).body()).contains("map.svg");
        assertThat(browser.get("/warehouses").body()).contains(site.id().toString());
    }

    @Test
    void aDevicePicksOverTheApi() {
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 2));
        release(demand);
        var batch = json("POST", "/api/v1/pick-batches/claims", "{\"warehouse\": \"" + site.id() + "\"}");
        var id = value(batch, "id");
        var ready = json(
                "POST",
                "/api/v1/pick-batches/" + id + "/totes",
                "{\"tote\": \"" + site.totes().getFirst().code() + "\"}");
        var task = ready.substring(ready.indexOf("\"task\":"));
        var pick = """
                {"scanId": "%s", "bin": "%s", "item": "SKU-0", "quantity": %d, "tote": "%s"}""";
        var path = "/api/v1/pick-tasks/" + value(task, "id") + "/picks";
        var scanId = UUID.randomUUID();

        var tooMany =
                browser.send("POST", path, pick.formatted(scanId, value(task, "binCode"), 3, value(task, "tote")));
        var done = json("POST", path, pick.formatted(scanId, value(task, "binCode"), 2, value(task, "tote")));

        assertThat(tooMany.statusCode()).isEqualTo(422);
        assertThat(tooMany.body()).contains("wrong-quantity");
        assertThat(done).contains("\"state\":\"DONE\"").contains("\"repeated\":false");
        assertThat(browser.send("POST", "/api/v1/pick-batches/claims", "{\"warehouse\": \"" + site.id() + "\"}")
                        .statusCode())
                .isEqualTo(204);
    }

    private void release(List<PickDemand> demand) {
        PickFixture.as("manager").run(() -> waves.release(site.id(), Wave.Mode.WAVE, demand));
    }

    private String claimed() {
        post("/floor/pick/claim", Map.of("site", site.id().toString()));
        return browser.get("/floor/pick").body();
    }

    /** Does what the page says until there is nothing left to do. */
    private String work(String page, Iterator<Tote> totes) {
        var now = page;
        for (int step = 0; step < 40 && !now.contains("Bring the cart to packing"); step++)
            now = scan(now, next(now, totes));
        return now;
    }

    private String next(String page, Iterator<Tote> totes) {
        if (page.contains("Put an empty tote")) return totes.next().lpn();
        var fields = hidden(page);
        if (fields.getOrDefault("bin", "").isEmpty()) return found(BIN, page);
        boolean allTaken = Pattern.compile("(\\d+) of \\1 taken").matcher(page).find();
        return found(allTaken ? TOTE : SKU, page);
    }

    private String scan(String page, String code) {
        var fields = hidden(page);
        fields.put("scan", code);
        fields.put("scanId", UUID.randomUUID().toString());
        return post("/floor/pick/scan", fields);
    }

    private String putBack(String page, String code) {
        var fields = hidden(page);
        fields.put("scan", code);
        fields.put("scanId", UUID.randomUUID().toString());
        return post("/floor/putback/scan", fields);
    }

    private String post(String path, Map<String, String> fields) {
        var form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + Api.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var answer =
                browser.send("POST", path, form.getBytes(StandardCharsets.UTF_8), "application/x-www-form-urlencoded");
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isIn(200, 302);
        return answer.body();
    }

    private String json(String method, String path, String body) {
        var answer = browser.send(method, path, body);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** The fields of the scanning form, which is the first with any after its start. */
    private static Map<String, String> hidden(String page) {
        var form = page.substring(page.indexOf("id=\"scan-form\""));
        var fields = new LinkedHashMap<String, String>();
        var matcher = HIDDEN.matcher(form.substring(0, form.indexOf("</form>")));
        while (matcher.find()) fields.put(matcher.group(1), matcher.group(2));
        return fields;
    }

    private static String found(Pattern pattern, String page) {
        var matcher = pattern.matcher(page);
        assertThat(matcher.find()).as(pattern + " in " + page).isTrue();
        return matcher.group(1);
    }

    private static String value(String json, String field) {
        return found(Pattern.compile("\"" + field + "\":\"([^\"]+)\""), json);
    }
}
