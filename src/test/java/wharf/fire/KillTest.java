package wharf.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;
import wharf.devices.Device;
import wharf.devices.DeviceWorld;
import wharf.devices.Devices;
import wharf.devices.RawSink;
import wharf.devices.Relay;
import wharf.devices.agent.Agent;
import wharf.endpoints.Api;
import wharf.feedback.FeedbackPolicies;
import wharf.feedback.FeedbackPolicy;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.inventory.PlaceRef;
import wharf.order.NewOrder;
import wharf.platform.BusinessClock;
import wharf.platform.WorkEngine;
import wharf.platform.database.DatabaseAccess;
import wharf.printing.NewPrinter;
import wharf.printing.Printers;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.testing.Couriers;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/**
 * A node dies as by {@code kill -9} at each named point of the journey; others finish its work. Nothing is lost, nothing doubled, nothing stuck.
 * The second node is this test's own application, on the same database; every next child is the first one restarted.
 */
@WharfTest
@Tag("slow")
class KillTest {
    private static final int UNITS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DatabaseAccess DATABASE = Postgres.newDatabase();
    private static final GreenMail MAIL = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final Map<String, String> SHARED = new HashMap<>(Postgres.properties(DATABASE));

    @DynamicPropertySource
    static void secondNode(DynamicPropertyRegistry properties) {
        MAIL.start();
        SHARED.put("spring.mail.host", "127.0.0.1");
        SHARED.put("spring.mail.port", Integer.toString(MAIL.getSmtp().getPort()));
        SHARED.put("wharf.work.longest-lease", "2s");
        SHARED.forEach((key, value) -> properties.add(key, () -> value));
    }

    @AfterAll
    static void stopMail() {
        MAIL.stop();
    }

    @Autowired
    Scenery scenery;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Printers printers;

    @Autowired
    DeviceWorld devices;

    @Autowired
    Devices known;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    FeedbackPolicies policies;

    @Autowired
    Couriers couriers;

    @Autowired
    BusinessClock clock;

    @LocalServerPort
    int secondNode;

    MerchantId merchant;
    WarehouseId site;
    String token;

    @BeforeEach
    void aSiteWithThreeMugsMoreThanWillBeSold() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        PlaceRef bin = scenery.bin(site, "A-01");
        scenery.receive(merchant, scenery.item(merchant, "MUG"), bin, 2 * UNITS);
        all(() -> printers.add(NewPrinter.simulated(site, "Labels")));
        var scopes = List.of("orders:read", "orders:write", "floor:work", "shipping:work");
        token = all(() -> tokens.issue(new NewApiToken("fire", scopes, null, null)))
                .secret();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intake.written",
                "intake.committed",
                "effect.psp.authorise.recorded",
                "effect.psp.authorise.called",
                "effect.mail.recorded",
                "effect.mail.called",
                "route.planned",
                "release.allocated",
                "pick.moved",
                "parcel.packed",
                "effect.LABEL.recorded",
                "effect.LABEL.called",
                "effect.PRINT.recorded",
                "effect.PRINT.called",
                "scan-out.shipped",
                "effect.psp.capture.recorded",
                "effect.psp.capture.called"
            })
    void whatANodeLeavesWhenItIsKilledAnotherFinishes(String point) {
        var orders = twoOrders();
        var unanswered = killedAt(point, orders);

        unanswered.forEach(order -> assertThat(place(secondNode, order)).isIn(200, 201));
        patiently("all finished after " + point).until(() -> {
            engine.drain();
            floor(secondNode).work();
            return isAllDone(orders);
        });

        assertDoneExactlyOnce(orders);
    }

    @Test
    void aNodeThatIsStartedAgainFinishesWhatItLeftByItself() {
        var orders = twoOrders();
        var unanswered = killedAt("route.planned", orders);
        assertThat(unanswered).isEmpty();

        try (var again = Node.start("restarted", SHARED)) {
            var floor = floor(again.port());
            patiently("all finished after the restart").until(() -> {
                floor.work();
                return isAllDone(orders);
            });
        }

        assertDoneExactlyOnce(orders);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revise.written", "revise.applied"})
    void aRevisionThatANodeDiesOverIsAppliedOnceAndPaidForOnce(String point) {
        var order = paid(1);
        var later = order.revised(1, List.of(new NewOrder.Line("MUG", 2, 1000L, null, null, null, null, null)))
                .paying(List.of(new NewOrder.Tender("CARD", false, 2500L, "tok_ok")));
        var settings = new HashMap<>(SHARED);
        settings.put("wharf.kill.at", point);
        try (var node = Node.start(point, settings)) {
            assertThat(place(node.port(), order)).isEqualTo(201);
            patiently("on the floor")
                    .until(() -> count(
                                    "select count(*) from orders where merchant_id = :merchant and state = 'IN_FULFILMENT'")
                            == 1);
            assertThat(place(node.port(), later)).isEqualTo(202);
            patiently("death at " + point).until(() -> !node.isAlive());
            assertThat(node.exitCode()).isEqualTo(Node.KILLED);
        }

        // The floor waits: what leaves before the dead node's lease ends leaves as it was ordered first.
        patiently("revised after " + point).until(() -> {
            engine.drain();
            return count("select count(*) from orders where merchant_id = :merchant and revision = 1") == 1;
        });
        patiently("all finished after " + point).until(() -> {
            engine.drain();
            floor(secondNode).work();
            return isAllDone(List.of(order));
        });

        assertThat(count("select sum(shipped) from reservation where merchant_id = :merchant"))
                .isEqualTo(2);
        assertThat(count("select count(*) from fact where merchant_id = :merchant and type = 'order.revised'"))
                .isEqualTo(1);
        assertThat(texts("""
                select kind || ' ' || sum(amount_minor)
                from sandbox_psp_operation
                where merchant_id = :merchant
                group by kind
                """)).containsExactlyInAnyOrder("AUTHORISE 2500", "CAPTURE 2500");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aShopperWhomANodeDiesOverThankingIsThankedOnce() {
        all(() -> {
            policies.put(merchant, new FeedbackPolicy(true, 0, 30, 0, true));
            return true;
        });
        var order = paid(1);
        var settings = new HashMap<>(SHARED);
        settings.put("wharf.kill.at", "survey.asked");
        try (var node = Node.start("survey.asked", settings)) {
            assertThat(place(node.port(), order)).isEqualTo(201);
            patiently("on its way").until(() -> {
                floor(node.port()).work();
                return isAllDone(List.of(order));
            });
            var tracking = texts("select tracking from parcel_journey where merchant_id = :merchant")
                    .getFirst();
            var delivered = Couriers.message(Couriers.event(tracking, "DELIVERED", clock.instant()));
            couriers.post(node.port(), "demo", delivered, couriers.secret("demo"), Instant.now());
            patiently("death at survey.asked").until(() -> !node.isAlive());
            assertThat(node.exitCode()).isEqualTo(Node.KILLED);
        }
        assertThat(texts("select state from survey where merchant_id = :merchant"))
                .containsExactly("WAITING");

        patiently("thanked").until(() -> {
            engine.drain();
            return count("select count(*) from work where merchant_id = :merchant") == 0;
        });

        assertThat(texts("select state from survey where merchant_id = :merchant"))
                .containsExactly("SENT");
        var thanks = texts(
                "select '<' || id || '@wharf>' from message where merchant_id = :merchant and template = 'Thanks' and state = 'SENT'");
        assertThat(thanks).hasSize(1);
        assertThat(received()).containsOnlyOnce(thanks.getFirst());
        assertThat(scenery.broken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook.signed", "webhook.sent"})
    void whatANodeDiesOverTellingIsToldUnderOneIdAndInItsOrder(String point) throws IOException {
        var heard = new CopyOnWriteArrayList<String>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            heard.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            var scopes = List.of("catalog:write");
            var admin = all(() -> tokens.issue(new NewApiToken("hooks", scopes, null, null)))
                    .secret();
            var endpoint = """
                    {"merchant": "%s", "endpoint": {"url": "http://127.0.0.1:%d/", "events": []}}
                    """.formatted(merchant, receiver.getAddress().getPort());
            assertThat(Api.program(secondNode, admin)
                            .send("POST", "/api/v1/webhooks", endpoint)
                            .statusCode())
                    .isEqualTo(201);
            var settings = new HashMap<>(SHARED);
            settings.put("wharf.kill.at", point);
            try (var node = Node.start(point, settings)) {
                assertThat(isPlaced(node, paid(1))).isTrue();
                patiently("death at " + point).until(() -> !node.isAlive());
                assertThat(node.exitCode()).isEqualTo(Node.KILLED);
            }
            assertThat(heard).hasSize(point.equals("webhook.sent") ? 1 : 0);

            patiently("told after " + point).until(() -> {
                engine.drain();
                return count(
                                "select count(*) from webhook_delivery where merchant_id = :merchant and state <> 'DELIVERED'")
                        == 0;
            });

            var told =
                    texts("select 'msg_' || id from webhook_delivery where merchant_id = :merchant order by sequence");
            assertThat(told).isNotEmpty();
            assertThat(heard.stream().distinct()).as("the first of each").startsWith(told.toArray(new String[0]));
            assertThat(java.util.Collections.frequency(heard, told.getFirst()))
                    .isEqualTo(point.equals("webhook.sent") ? 2 : 1);
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void aBulkJobThatANodeDiesOverHoldsEachOrderOnce() {
        int orders = 30;
        var settings = new HashMap<>(SHARED);
        settings.put("wharf.kill.at", "bulk.row#13");
        try (var node = Node.start("bulk.row", settings)) {
            for (int i = 0; i < orders; i++)
                assertThat(place(node.port(), order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 1)))
                        .isEqualTo(201);
            var job = """
                    {"list": "orders", "action": "hold-orders", "filters": {"merchant": "%s"}, "answers": {"reason": "Wait"}}
                    """.formatted(merchant);
            assertThat(Api.program(node.port(), token)
                            .send("POST", "/api/v1/bulk-jobs", job)
                            .statusCode())
                    .isEqualTo(202);
            patiently("death in the thirteenth row").until(() -> !node.isAlive());
            assertThat(node.exitCode()).isEqualTo(Node.KILLED);
        }
        assertThat(count("select count(*) from orders where merchant_id = :merchant and open_holds > 0"))
                .isEqualTo(12);

        patiently("all held").until(() -> {
            engine.drain();
            return count("select count(*) from orders where merchant_id = :merchant and open_holds = 1") == orders;
        });

        assertThat(count("select count(*) from fact where merchant_id = :merchant and type = 'order.held'"))
                .isEqualTo(orders);
        assertThat(scenery.broken()).isEmpty();
    }

    /** The agent lives on; what a dead node told it nothing about, another settles with it. */
    @ParameterizedTest
    @ValueSource(strings = {"agent-job.leased", "agent-job.granted", "agent-job.told"})
    void aLabelThatAnAgentHoldsWhileItsNodeDiesComesOutOnce(String point, @TempDir Path home) throws IOException {
        var dock = scenery.site(true);
        var code = devices.code(dock, Device.Kind.AGENT, null);
        var settings = new HashMap<>(SHARED);
        settings.put("wharf.kill.at", point);
        try (var node = Node.start(point, settings);
                var line = new Relay(node.port());
                var printer = new RawSink()) {
            var options = List.of("--server=http://127.0.0.1:" + line.port(), "--code=" + code, "--directory=" + home);
            var agent = Thread.ofVirtual().start(() -> new Agent(System.out).run(options));
            patiently("joined").until(() -> !all(() -> known.agents(dock)).isEmpty());
            devices.printer(
                    dock,
                    printer.port(),
                    all(() -> known.agents(dock)).getFirst().id());
            var job = devices.queue(merchant, dock, "Held");
            patiently("death at " + point).until(() -> !node.isAlive());
            assertThat(node.exitCode()).isEqualTo(Node.KILLED);

            line.lead(secondNode);
            patiently("settled after " + point).until(() -> {
                engine.drain();
                return devices.state(job).state().equals("SENT");
            });
            agent.interrupt();

            assertThat(printer.pages())
                    .singleElement()
                    .asString()
                    .contains("Held")
                    .doesNotContain("COPY");
            assertThat(scenery.broken()).isEmpty();
        }
    }

    /** Has a node take the orders and do all it can until it dies; returns the orders it gave no answer for. */
    private List<NewOrder> killedAt(String point, List<NewOrder> orders) {
        var settings = new HashMap<>(SHARED);
        settings.put("wharf.kill.at", point);
        try (var node = Node.start(point, settings)) {
            var unanswered = new ArrayList<NewOrder>();
            for (var order : orders) if (!isPlaced(node, order)) unanswered.add(order);
            var floor = floor(node.port());
            patiently("death at " + point).until(() -> {
                if (node.isAlive()) workWhileItLives(node, floor);
                return !node.isAlive();
            });
            assertThat(node.exitCode()).isEqualTo(Node.KILLED);
            return unanswered;
        }
    }

    /** The mail server of the test complains aloud when a node dies in the middle of a letter. */
    private static ConditionFactory patiently(String what) {
        return await(what).dontCatchUncaughtExceptions().atMost(PATIENCE);
    }

    private boolean isPlaced(Node node, NewOrder order) {
        try {
            int status = place(node.port(), order);
            assertThat(status).isEqualTo(201);
            return true;
        } catch (UncheckedIOException dead) {
            return false;
        }
    }

    private static void workWhileItLives(Node node, FloorClient floor) {
        try {
            floor.work();
        } catch (UncheckedIOException dead) {
            node.awaitEnd();
        }
    }

    private int place(int port, NewOrder order) {
        var body = json.writeValueAsString(Map.of("orders", List.of(order)));
        return Api.program(port, token).send("POST", "/api/v1/orders", body).statusCode();
    }

    private FloorClient floor(int port) {
        return new FloorClient(
                Api.program(port, token),
                site,
                () -> scenery.tote(site),
                () -> scenery.filledTotes(site),
                scenery.largestCarton().emptyGrams());
    }

    private List<NewOrder> twoOrders() {
        return List.of(paid(1), paid(UNITS - 1));
    }

    private NewOrder paid(int units) {
        return Orders.byCard(order(merchant, NewOrder.Shortage.REFUSE, "MUG", units), "tok_ok");
    }

    private boolean isAllDone(List<NewOrder> orders) {
        return count("select count(*) from orders where merchant_id = :merchant and state = 'SHIPPED'") == orders.size()
                && count("select count(*) from work where merchant_id = :merchant") == 0;
    }

    private void assertDoneExactlyOnce(List<NewOrder> orders) {
        assertThat(texts("select external_id from orders where merchant_id = :merchant"))
                .containsExactlyInAnyOrderElementsOf(
                        orders.stream().map(NewOrder::externalId).toList());
        assertThat(
                        count(
                                "select count(*) from external_effect where merchant_id = :merchant and state in ('PENDING', 'UNKNOWN')"))
                .isZero();
        assertThat(texts("select kind || ' ' || amount_minor from sandbox_psp_operation where merchant_id = :merchant"))
                .containsExactlyInAnyOrder("AUTHORISE 1500", "CAPTURE 1500", "AUTHORISE 2500", "CAPTURE 2500");
        assertThat(texts("select reference from demo_carrier_label where merchant_id = :merchant"))
                .containsExactlyInAnyOrderElementsOf(
                        texts("select 'label:' || id || ':1' from parcel where merchant_id = :merchant"))
                .hasSize(2);
        assertThat(texts("""
                select f.kind || '-' || t.kind || ' ' || sum(m.quantity)
                from movement m
                join place f on f.id = m.from_place
                join place t on t.id = m.to_place
                where m.merchant_id = :merchant
                group by f.kind, t.kind
                """))
                .containsExactlyInAnyOrder("SUPPLIER-BIN 6", "BIN-TOTE 3", "TOTE-CARTON 3", "CARTON-CUSTOMER 3");
        assertThat(count("select count(*) from print_job where merchant_id = :merchant and state <> 'SENT'"))
                .isZero();
        assertThat(received())
                .containsAll(texts("select '<' || id || '@wharf>' from message where merchant_id = :merchant"));
        assertThat(count("select count(*) from message where merchant_id = :merchant and state = 'SENT'"))
                .as("a confirmation and a parcel's notice for each")
                .isEqualTo(4);
        assertThat(scenery.broken()).isEmpty();
    }

    private static List<String> received() {
        return java.util.Arrays.stream(MAIL.getReceivedMessages())
                .map(mail -> {
                    try {
                        return mail.getMessageID();
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private long count(String sql) {
        return scenery.inTransaction(() ->
                jdbc.sql(sql).param("merchant", merchant()).query(Long.class).single());
    }

    private List<String> texts(String sql) {
        return scenery.inTransaction(() ->
                jdbc.sql(sql).param("merchant", merchant()).query(String.class).list());
    }

    private UUID merchant() {
        return merchant.value();
    }
}
