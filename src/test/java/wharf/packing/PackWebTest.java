package wharf.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import wharf.catalog.NewItem;
import wharf.endpoints.Api;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.packing.carton.Freight;
import wharf.shared.FulfilmentId;
import wharf.shared.ParcelId;
import wharf.shared.Role;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "wharf.work.enabled=false")
@Import({PackingPorts.class, PackingFixture.class})
class PackWebTest {
    private static final String PASSWORD = "correct horse battery";

    @LocalServerPort
    int port;

    @Autowired
    PackingFixture world;

    @Autowired
    Users users;

    @Autowired
    PackPlans plans;

    @Autowired
    PackingSlips slips;

    private Api worker = Api.nobody(0);

    @BeforeEach
    void world() {
        world.begin(
                NewItem.physical("MUG", "Mug <b>blue</b>", 300, 100, 90, 95).withBarcodes("4006381333931"),
                NewItem.physical("TEE", "Shirt", 180, 250, 200, 20).withBarcodes("4006381333948"));
        worker = signedIn(Role.FLOOR_WORKER);
    }

    @Test
    void aParcelIsPackedOverTheApi() {
        var fulfilment = world.picked(world.tote("T-1"), Map.of("MUG", 2));
        plan(fulfilment);
        var opened = worker.send("POST", "/api/v1/pack-sessions", """
                {"warehouse": "%s", "code": "T-1"}""".formatted(world.site));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        var session = "/api/v1/pack-sessions/" + field(opened, "id");

        assertThat(scan(session, "s1", "4006381333931").statusCode()).isEqualTo(201);
        assertThat(scan(session, "s1", "4006381333931").body()).contains("\"repeated\":true");
        assertThat(scan(session, "s2", "TEE").statusCode()).isEqualTo(409);
        assertThat(scan(session, "s2", "TEE").body()).contains("wrong-item");
        assertThat(worker.send("DELETE", session + "/scans/s1", null).body()).contains("\"unitsInCarton\":0");
        assertThat(worker.send("POST", session + "/scans", """
                {"requestId": "s3", "code": "MUG", "times": 2}""").statusCode()).isEqualTo(201);
        var closed = worker.send("POST", session + "/parcels", """
                {"requestId": "p1", "carton": "BOX-S", "weightGrams": 706}""");

        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(201);
        assertThat(worker.get(session).body()).contains("\"open\":false");
        assertThat(worker.get("/api/v1/pack-plans/" + fulfilment).body())
                .contains("\"placements\"")
                .contains("BOX-S");
        var slip = "/api/v1/packing-slips/" + field(closed, "parcel");
        assertThat(worker.get(slip).statusCode()).isEqualTo(404);
        world.as("background", () -> {
            slips.make(List.of(ParcelId.of(field(closed, "parcel")).value()));
            return true;
        });
        assertThat(worker.get(slip).body()).startsWith("%PDF");
    }

    @Test
    void theBenchKnowsAToteByWhatItsBarcodeSaysAndByItsCodeInAnyCase() {
        var tote = world.barcodedTote("T0007");
        world.picked(tote.place(), Map.of("MUG", 1));

        var opened = open(tote.lpn());

        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        assertThat(opened.body()).contains("\"code\":\"T0007\"");
        for (var same : List.of(tote.lpn().toLowerCase(java.util.Locale.ROOT), "T0007", " t0007 "))
            assertThat(field(open(same), "id")).as(same).isEqualTo(field(opened, "id"));
    }

    private HttpResponse<String> open(String code) {
        return worker.send("POST", "/api/v1/pack-sessions", """
                {"warehouse": "%s", "code": "%s"}""".formatted(world.site, code));
    }

    @Test
    void badRequestsAreExplained() {
        assertThat(worker.send(
                                "POST",
                                "/api/v1/pack-sessions",
                                "{\"warehouse\": \"%s\", \"code\": \"\"}".formatted(world.site))
                        .statusCode())
                .isEqualTo(422);
        var unknown = worker.send(
                "POST", "/api/v1/pack-sessions", "{\"warehouse\": \"%s\", \"code\": \"NOPE\"}".formatted(world.site));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(worker.get("/api/v1/pack-sessions/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(worker.get("/api/v1/pack-plans/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void cartonTypesAreKeptByTheOperationsManagerOnly() {
        var manager = signedIn(Role.OPERATIONS_MANAGER);
        var code = "T" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        var carton = """
                {"cartonTypes": [{"code": "%s", "name": "Test", "kind": "BOX", "innerLengthMm": 100, "innerWidthMm": 90, "innerHeightMm": 80,
                 "outerLengthMm": 104, "outerWidthMm": 94, "outerHeightMm": %d, "emptyGrams": 50, "maxGrams": 5000, "costMinor": 30,
                 "currency": "USD"}]}""";

        assertThat(worker.send("POST", "/api/v1/carton-types", carton.formatted(code, 84))
                        .statusCode())
                .isEqualTo(403);
        assertThat(manager.send("POST", "/api/v1/carton-types", carton.formatted(code, 84))
                        .statusCode())
                .isEqualTo(200);
        assertThat(worker.get("/api/v1/carton-types/" + code).body()).contains("\"active\":true");
        var smaller = manager.send("POST", "/api/v1/carton-types", carton.formatted(code, 70));
        assertThat(smaller.statusCode()).isEqualTo(422);
        assertThat(smaller.body()).contains("outerHeightMm");
        assertThat(manager.send("DELETE", "/api/v1/carton-types/" + code, null).statusCode())
                .isEqualTo(204);
        assertThat(worker.get("/api/v1/carton-types/" + code).body()).contains("\"active\":false");
    }

    @Test
    void aFileOfCartonTypesIsReadOrExplainedLineByLine() {
        var manager = signedIn(Role.OPERATIONS_MANAGER);
        var header =
                "code,name,kind,innerLengthMm,innerWidthMm,innerHeightMm,outerLengthMm,outerWidthMm,outerHeightMm,emptyGrams,maxGrams,costMinor,currency\n";

        var good = csv(manager, header + "CSV-1,\"Carton, small\",box,100,90,80,104,94,84,50,5000,30,USD\n");
        assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
        assertThat(good.body()).contains("Carton, small");
        var bad = csv(manager, header + "CSV-2,Carton,crate,ten,90,80,104,94,84,50,5000,30,USD\n");
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("line 2, kind").contains("line 2, innerLengthMm");
        assertThat(csv(manager, "").statusCode()).isIn(400, 422);
        assertThat(csv(manager, "a,b\n1,2\n").body()).contains("no such column");
        manager.send("DELETE", "/api/v1/carton-types/CSV-1", null);
    }

    @Test
    void aParcelIsPackedOnTheScreenWithOneField() {
        var fulfilment = world.picked(world.tote("T-1"), Map.of("MUG", 1));
        plan(fulfilment);
        var opened = worker.form("/floor/pack", Map.of("site", world.site.toString(), "code", "T-1"));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(302);
        var path = java.net
                .URI
                .create(opened.headers().firstValue("Location").orElseThrow())
                .getPath();

        var page = worker.get(path).body();
        assertThat(page)
                .contains("Mug &lt;b&gt;blue&lt;/b&gt;")
                .doesNotContain("<b>blue")
                .contains("<svg")
                .contains("1 to go");
        assertThat(typed(path, "nothing-like-it", "")).contains("wharf-wrong").contains("Nobody knows the code");
        assertThat(typed(path, "BOX-S", "")).contains("still empty");
        assertThat(typed(path, "4006381333931", "")).contains("wharf-right").contains("Scan the carton");
        assertThat(typed(path, "BOX-S", "")).contains("data-carton=\"BOX-S\"");
        assertThat(typed(path, "900", "BOX-S")).contains("Why is this weight right?");
        assertThat(typed(path, "406", "BOX-S")).contains("Next tote").contains("Parcel of 1 units closed");
    }

    @Test
    void aPairedBrowserWeighsOnItsStationsScaleAndItsLabelsComeOutThere() {
        var manager = signedIn(Role.OPERATIONS_MANAGER);
        var station = idAfter(
                "/stations/", manager.form("/stations", Map.of("site", world.site.toString(), "name", "Bench 7")));
        manager.form("/stations/" + station + "/scales", Map.of("name", "Scale 7", "kind", "SIMULATED"));
        var link = Pattern.compile("/device/join/[0-9A-Z-]{19}")
                .matcher(manager.form("/stations/" + station + "/invitations", Map.of())
                        .body());
        assertThat(link.find()).isTrue();
        worker.form(link.group(), Map.of());
        plan(world.picked(world.tote("T-1"), Map.of("MUG", 1)));
        var session = "/floor/pack/"
                + idAfter(
                        "/floor/pack/",
                        worker.form("/floor/pack", Map.of("site", world.site.toString(), "code", "T-1")));
        typed(session, "4006381333931", "");

        var weighed =
                worker.form(session + "/weight", Map.of("carton", "BOX-S")).body();
        assertThat(weighed).contains("Scale 7: 390 g (a simulated scale)").contains("value=\"390\"");
        var closed =
                worker.form(session + "/parcels", Map.of("requestId", "p1", "carton", "BOX-S", "weightGrams", "390"));

        assertThat(closed.body()).contains("Parcel of 1 units closed");
        assertThat(world.inTransaction(() -> world.jdbc
                        .sql("select station_id from parcel where warehouse_id = :site")
                        .param("site", world.site.value())
                        .query(UUID.class)
                        .list()))
                .containsExactly(UUID.fromString(station));
    }

    @Test
    void whoSaidWhereTheyWorkIsNotAskedAgainAtTheBench() {
        worker.form("/floor/site", Map.of("site", world.site.toString()));

        assertThat(worker.get("/floor/pack").body()).containsPattern("value=\"" + world.site + "\"\\s+selected");
    }

    @Test
    void aDeviceThatPractisesLeavesRealWorkClosed() {
        plan(world.picked(world.tote("T-1"), Map.of("MUG", 1)));
        var tote = Map.of("site", world.site.toString(), "code", "T-1");
        worker.form("/floor/practice", Map.of("on", "true"));

        assertThat(worker.form("/floor/pack", tote).body()).contains("holds real work");

        worker.form("/floor/practice", Map.of("on", "false"));
        var session = "/floor/pack/" + idAfter("/floor/pack/", worker.form("/floor/pack", tote));
        assertThat(worker.get("/floor/pack?site=" + world.site).body()).contains(session);
        worker.form("/floor/practice", Map.of("on", "true"));
        assertThat(worker.get("/floor/pack?site=" + world.site).body()).doesNotContain(session);
    }

    @Test
    void theBenchSpeaksSpanish() {
        worker.form("/floor/language", Map.of("language", "es"));
        plan(world.picked(world.tote("T-1"), Map.of("MUG", 1)));
        var session = "/floor/pack/"
                + idAfter(
                        "/floor/pack/",
                        worker.form("/floor/pack", Map.of("site", world.site.toString(), "code", "T-1")));

        assertThat(worker.get(session).body())
                .contains("(capa 1)")
                .contains("Capa 1 vista desde arriba")
                .contains("mm de alto")
                .doesNotContain("Layer")
                .doesNotContain("mm high");
        typed(session, "4006381333931", "");
        var closing = Map.of("requestId", "p1", "carton", "NOT-A-CARTON", "weightGrams", "390");

        assertThat(worker.form(session + "/parcels", closing).body()).contains("Ninguna caja tiene este código");
    }

    @Test
    void aBrowserThatIsNotPairedIsToldToTypeTheWeight() {
        plan(world.picked(world.tote("T-1"), Map.of("MUG", 1)));
        var session = "/floor/pack/"
                + idAfter(
                        "/floor/pack/",
                        worker.form("/floor/pack", Map.of("site", world.site.toString(), "code", "T-1")));

        assertThat(worker.form(session + "/weight", Map.of("carton", "BOX-S")).body())
                .contains("not paired with a pack station");
    }

    private static String idAfter(String path, HttpResponse<String> redirect) {
        var location = redirect.headers().firstValue("Location").orElseThrow();
        return location.substring(location.indexOf(path) + path.length());
    }

    private String typed(String path, String code, String carton) {
        var answer = worker.form(
                path + "/scans",
                Map.of(
                        "code",
                        code,
                        "carton",
                        carton,
                        "requestId",
                        UUID.randomUUID().toString()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> csv(Api api, String content) {
        return api.send("POST", "/api/v1/carton-types/import", content, "Content-Type", "text/csv");
    }

    private HttpResponse<String> scan(String session, String request, String code) {
        return worker.send("POST", session + "/scans", """
                {"requestId": "%s", "code": "%s"}""".formatted(request, code));
    }

    private Api signedIn(Role role) {
        var email = UUID.randomUUID() + "@example.org";
        world.as("test", () -> users.create(new NewUser(email, "Somebody", role, null, PASSWORD)));
        return Api.signedIn(port, email, PASSWORD);
    }

    private void plan(FulfilmentId fulfilment) {
        var order = Objects.requireNonNull(world.coordinator.known.get(fulfilment));
        var lines = order.lines().stream()
                .map(line -> new PlanRequest.Line(line.item(), line.ordered()))
                .toList();
        world.as(
                "planner",
                () -> plans.planAndStore(List.of(new PlanRequest(
                        world.merchant, order.order(), fulfilment, world.site, lines, Freight.flat(900), "USD"))));
    }

    private static String field(HttpResponse<String> answer, String name) {
        var matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer.body());
        if (!matcher.find()) throw new AssertionError("no " + name + " in " + answer.body());
        return matcher.group(1);
    }
}
