package wharf.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Api;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.order.NewOrder;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The durable, embedded PostgreSQL is killed with -9 under a node that takes orders. What was acknowledged is there; the node goes on by itself. */
@WharfTest
@Tag("slow")
@DirtiesContext
class DatabaseKillTest {
    private static final int CLIENTS = 8;
    private static final int ORDERS_BEFORE = 60;
    private static final int ORDERS_AFTER = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int PORT = freePort();

    @TempDir
    static Path parent;

    @DynamicPropertySource
    static void durableDatabaseOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add("wharf.database.url", () -> "");
        properties.add("wharf.database.directory", () -> parent.resolve("data"));
        properties.add("wharf.database.software", () -> Path.of("target", "postgres", "software"));
        properties.add("wharf.database.port", () -> PORT);
    }

    @Autowired
    Scenery scenery;

    @Autowired
    ApiTokens tokens;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @LocalServerPort
    int port;

    final Queue<NewOrder> acknowledged = new ConcurrentLinkedQueue<>();
    final Queue<NewOrder> unanswered = new ConcurrentLinkedQueue<>();
    final Queue<Integer> otherAnswers = new ConcurrentLinkedQueue<>();

    @Test
    void acknowledgedOrdersOutliveTheirDatabaseServer() throws Exception {
        var merchant = scenery.merchant();
        var bin = scenery.bin(scenery.site(false), "A-01");
        scenery.receive(merchant, scenery.item(merchant, "MUG"), bin, 1_000_000);
        var token = all(() -> tokens.issue(new NewApiToken("fire", List.of("orders:write"), null, null)))
                .secret();
        var shop = Api.program(port, token);
        assertThat(setting("fsync") + setting("synchronous_commit") + setting("full_page_writes"))
                .isEqualTo("ononon");

        var shoppers = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (int i = 0; i < CLIENTS; i++) shoppers.submit(shopping(merchant, shop));
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= ORDERS_BEFORE);
            var killed = postmaster();
            kill(killed);
            await("the server is brought back")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !postmaster().equals(killed));
            int before = acknowledged.size();
            await("orders are taken again").atMost(PATIENCE).until(() -> acknowledged.size() >= before + ORDERS_AFTER);
        } finally {
            stopped = true;
        }

        shoppers.close();
        // Intake settles what it can by itself, so that a short outage may pass unnoticed.
        assertThat(otherAnswers).as("what clients were told meanwhile").allMatch(status -> status == 503);
        unanswered.forEach(order -> assertThat(place(shop, order)).isIn(200, 201));
        assertThat(placed(merchant))
                .containsExactlyInAnyOrderElementsOf(
                        java.util.stream.Stream.concat(acknowledged.stream(), unanswered.stream())
                                .map(NewOrder::externalId)
                                .toList());
        await("the work goes on").atMost(PATIENCE).ignoreExceptions().until(() -> engine.drain() == 0);
        assertThat(scenery.broken()).isEmpty();
    }

    private volatile boolean stopped;

    /** One shopper after the other, until told to stop. */
    private Callable<Object> shopping(MerchantId merchant, Api shop) {
        return () -> {
            while (!stopped) {
                var order = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
                int status = place(shop, order);
                if (status == 201) {
                    acknowledged.add(order);
                } else {
                    unanswered.add(order);
                    otherAnswers.add(status);
                }
            }
            return true;
        };
    }

    private int place(Api shop, NewOrder order) {
        var body = json.writeValueAsString(Map.of("orders", List.of(order)));
        return shop.send("POST", "/api/v1/orders", body).statusCode();
    }

    private List<String> placed(MerchantId merchant) {
        return scenery.inTransaction(() -> jdbc.sql("select external_id from orders where merchant_id = :merchant")
                .param("merchant", merchant.value())
                .query(String.class)
                .list());
    }

    private String setting(String name) {
        return scenery.inTransaction(() -> jdbc.sql("select current_setting('" + name + "')")
                .query(String.class)
                .single());
    }

    private static ProcessHandle postmaster() throws IOException {
        var pid = Files.readAllLines(parent.resolve("data").resolve("postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    /** As {@code kill -9} does. */
    private static void kill(ProcessHandle process) {
        assertThat(process.destroyForcibly()).isTrue();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
