package wharf.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wharf.feedback.FeedbackPolicies;
import wharf.feedback.FeedbackPolicy;
import wharf.feedback.SurveyAnswers;
import wharf.feedback.SurveyKind;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Traces;
import wharf.platform.WebhookSignature;
import wharf.platform.Work;
import wharf.platform.WorkEngine;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Role;
import wharf.testing.Couriers;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** What is told to programs of others, as they hear it. */
@WharfTest
class WebhookTest {
    /** What a receiver got. */
    private record Heard(String path, String id, String timestamp, String signature, String body) {}

    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    Endpoints endpoints;

    @Autowired
    WebhookDeliveries deliveries;

    @Autowired
    WebhookJobs jobs;

    @Autowired
    FeedbackPolicies policies;

    @Autowired
    SurveyAnswers answers;

    @Autowired
    Facts facts;

    @Autowired
    Work work;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Deque<Integer> answersToGive = new ArrayDeque<>();
    private @Nullable HttpServer receiver;
    private Runnable meanwhile = () -> {};
    private String address = "";

    @BeforeEach
    void aReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            heard.add(new Heard(
                    exchange.getRequestURI().getPath(),
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            meanwhile.run();
            int status = answersToGive.isEmpty() ? 204 : answersToGive.pop();
            if (status == 302) exchange.getResponseHeaders().add("Location", address + "/elsewhere");
            var said = "no thanks".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, status == 204 ? -1 : said.length);
            if (status != 204) exchange.getResponseBody().write(said);
            exchange.close();
        });
        receiver.start();
        address = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    @AfterEach
    void closed() {
        if (receiver != null) receiver.stop(0);
    }

    @Test
    void an_orders_way_is_told_in_order_signed_and_to_nobody_else() {
        var merchant = scenery.merchant();
        var other = scenery.merchant();
        var opened = open(merchant, List.of());
        open(other, List.of());
        var site = scenery.site(false);
        scenery.receive(merchant, scenery.item(merchant, "MUG"), scenery.bin(site, "A-01"), 5);
        all(() -> {
            policies.put(merchant, new FeedbackPolicy(true, 0, 30, 0, true));
            return true;
        });
        var sent =
                couriers.sent(merchant, site, Scenery.order(merchant, wharf.order.NewOrder.Shortage.REFUSE, "MUG", 1));
        couriers.report(port, sent, "OUT_FOR_DELIVERY");
        couriers.report(port, sent, "DELIVERED");
        all(() -> {
            answers.answer(sent.order(), SurveyKind.CSAT, 5, null);
            return true;
        });

        tell();

        assertThat(types())
                .containsSubsequence(
                        "order.received",
                        "order.accepted",
                        "shipment.shipped",
                        "shipment.out_for_delivery",
                        "shipment.delivered",
                        "order.delivered",
                        "survey.answered");
        assertThat(bodies().stream().map(body -> body.at("/sequence").asLong()))
                .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, heard.size())
                        .boxed()
                        .toList());
        var shipped = body("shipment.shipped");
        assertThat(shipped.at("/data/order/externalId").asString()).isNotBlank();
        assertThat(shipped.at("/data/shipment/tracking").asString()).isEqualTo(sent.tracking());
        assertThat(shipped.at("/data/merchant").asString()).startsWith("m");
        assertThat(Instant.parse(shipped.at("/timestamp").asString())).isNotNull();
        assertThat(body("survey.answered").at("/data/survey/score").asInt()).isEqualTo(5);
        assertThat(heard).allSatisfy(one -> assertThat(one.signature()).isEqualTo(signature(opened.secret(), one)));
        assertThat(heard.stream().map(Heard::id)).doesNotHaveDuplicates().allMatch(id -> id.startsWith("msg_"));
    }

    @Test
    void an_endpoint_hears_of_what_it_asked_for_and_the_operators_of_all_merchants() {
        var one = scenery.merchant();
        var two = scenery.merchant();
        open(one, List.of("stock.restock_due"));
        var operators = all(() -> endpoints.create(null, new NewEndpoint(address + "/operator", "ours", List.of())));
        restockDue(one);
        restockDue(two);
        scenery.inTransaction(() -> {
            facts.record(Fact.of(one, UUID.randomUUID(), "item", UUID.randomUUID(), "item.put", Instant.EPOCH));
            return true;
        });

        tell();

        assertThat(heard).filteredOn(h -> h.path().equals("/hook")).hasSize(1);
        assertThat(heard).filteredOn(h -> h.path().equals("/hook/operator")).hasSize(2);
        var told = body("stock.restock_due");
        assertThat(told.at("/data/item/sku").asString()).isEqualTo("LOW");
        assertThat(told.at("/data/proposed").asLong()).isEqualTo(24);
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, one);
        assertThat(admin.get("/api/v1/webhooks").body())
                .doesNotContain(operators.endpoint().id().toString());
        assertThat(admin.get("/api/v1/webhooks/" + operators.endpoint().id()).statusCode())
                .isEqualTo(404);
        assertThat(admin.get("/settings/webhooks").body()).doesNotContain("/operator");
        all(() -> {
            endpoints.delete(operators.endpoint().id());
            return true;
        });
    }

    @Test
    void what_fails_is_tried_again_under_the_same_id() {
        var opened = open(scenery.merchant(), List.of());
        answersToGive.add(500);
        answersToGive.add(302);
        var id = all(() -> deliveries.test(opened.endpoint().id()));

        engine.drain();
        assertThat(delivery(opened, id))
                .returns(DeliveryView.State.QUEUED, DeliveryView::state)
                .returns("Answered 500: no thanks.", DeliveryView::problem);
        retry(opened);
        assertThat(delivery(opened, id).status()).isEqualTo(302);
        assertThat(all(() -> endpoints.find(opened.endpoint().id())).failingSince())
                .isNotNull();
        retry(opened);

        assertThat(delivery(opened, id)).returns(DeliveryView.State.DELIVERED, DeliveryView::state);
        assertThat(heard)
                .hasSize(3)
                .allMatch(one -> one.id().equals("msg_" + id) && one.path().equals("/hook"));
        assertThat(all(() -> endpoints.find(opened.endpoint().id())).failingSince())
                .isNull();
    }

    @Test
    void what_was_given_up_can_be_replayed() {
        var merchant = scenery.merchant();
        var opened = open(merchant, List.of());
        for (int i = 0; i <= WebhookStep.RETRIES.size(); i++) answersToGive.add(503);
        var id = all(() -> deliveries.test(opened.endpoint().id()));
        engine.drain();
        for (int i = 0; i < WebhookStep.RETRIES.size(); i++) retry(opened);
        assertThat(delivery(opened, id))
                .returns(DeliveryView.State.DEAD, DeliveryView::state)
                .returns(WebhookStep.RETRIES.size() + 1, DeliveryView::attempts);
        assertThat(all(() -> work.retryNow(WebhookStep.NAME, opened.endpoint().id())))
                .isFalse();
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);
        var page = "/settings/webhooks/" + opened.endpoint().id();
        assertThat(admin.get(page + "?state=DEAD").body()).contains("Answered 503", "Send again what was given up");

        admin.form(page + "/replays", Map.of());
        engine.drain();

        assertThat(delivery(opened, id).state()).isEqualTo(DeliveryView.State.DELIVERED);
        assertThat(heard).hasSize(WebhookStep.RETRIES.size() + 2);
    }

    @Test
    void an_endpoint_that_fails_for_long_is_switched_off_and_its_merchant_told() {
        var merchant = scenery.merchant();
        var opened = open(merchant, List.of());
        answersToGive.add(500);
        all(() -> deliveries.test(opened.endpoint().id()));
        scenery.inTransaction(
                () -> jdbc.sql("update webhook_endpoint set failing_since = now() - interval '6 days' where id = :id")
                        .param("id", opened.endpoint().id())
                        .update());

        engine.drain();

        var off = all(() -> endpoints.find(opened.endpoint().id()));
        assertThat(off.state()).isEqualTo(EndpointView.State.OFF);
        assertThat(off.reason()).contains("not answered well since");
        var subject = scenery.inTransaction(
                () -> jdbc.sql("select subject from message where merchant_id = :merchant and template = 'WebhookOff'")
                        .param("merchant", merchant.value())
                        .query(String.class)
                        .single());
        assertThat(subject).isEqualTo("A webhook endpoint was switched off");
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);
        assertThat(admin.get("/").body()).contains("Webhooks that stopped");
        restockDue(merchant);
        tell();
        assertThat(heard).hasSize(1);

        admin.form("/settings/webhooks/" + opened.endpoint().id() + "/activation", Map.of());
        engine.drain();

        assertThat(heard)
                .as("what waited is sent; what happened meanwhile is not")
                .hasSize(2);
        assertThat(types()).containsOnly("webhook.test");
    }

    @Test
    void a_receiver_that_is_gone_for_good_is_believed() {
        var opened = open(scenery.merchant(), List.of());
        answersToGive.add(410);
        var id = all(() -> deliveries.test(opened.endpoint().id()));

        engine.drain();

        assertThat(delivery(opened, id).state()).isEqualTo(DeliveryView.State.DEAD);
        assertThat(all(() -> endpoints.find(opened.endpoint().id())).state()).isEqualTo(EndpointView.State.OFF);
    }

    @Test
    void while_a_secret_changes_both_hold() {
        var merchant = scenery.merchant();
        var opened = open(merchant, List.of());
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);

        var answer = json.readTree(
                admin.send("POST", "/api/v1/webhooks/" + opened.endpoint().id() + "/secret", null)
                        .body());
        all(() -> deliveries.test(opened.endpoint().id()));
        engine.drain();

        var fresh = answer.at("/secret").asString();
        assertThat(fresh).startsWith("whsec_").isNotEqualTo(opened.secret());
        var one = heard.getFirst();
        for (var secret : List.of(fresh, opened.secret()))
            assertThat(new WebhookSignature(one.id(), one.timestamp(), one.signature())
                            .holds(one.body().getBytes(StandardCharsets.UTF_8), List.of(secret), Instant.now()))
                    .isTrue();
        assertThat(one.signature().split(" ")).hasSize(2);
        assertThat(admin.get("/api/v1/webhooks").body()).doesNotContain("whsec_");
    }

    @Test
    void a_secret_is_shown_once_and_what_is_no_public_address_is_refused() {
        var merchant = scenery.merchant();
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);

        assertThat(admin.form("/settings/webhooks", Map.of("url", address)).body())
                .contains("whsec_");
        assertThat(admin.get("/settings/webhooks").body())
                .doesNotContain("whsec_")
                .contains(address);
        assertThat(admin.form("/settings/webhooks", Map.of("url", "https://10.0.0.1/hook"))
                        .statusCode())
                .isEqualTo(422);
        var refused = admin.send(
                "POST",
                "/api/v1/webhooks",
                "{\"endpoint\": {\"url\": \"https://example.com/x\", \"events\": [\"order.eaten\"]}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("order.eaten", "unknown-event");
        var viewer = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);
        assertThat(viewer.get("/api/v1/webhooks").statusCode()).isEqualTo(403);
    }

    @Test
    void no_answer_that_holds_a_secret_is_stored_to_be_repeated() {
        var merchant = scenery.merchant();
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);
        var wanted = "{\"endpoint\": {\"url\": \"%s\"}}".formatted(address);

        var made = admin.send("POST", "/api/v1/webhooks", wanted, "Idempotency-Key", "once-" + merchant);
        var id = json.readTree(made.body()).at("/endpoint/id").asString();
        var changed =
                admin.send("POST", "/api/v1/webhooks/" + id + "/secret", null, "Idempotency-Key", "twice-" + merchant);

        assertThat(made.body()).contains("whsec_");
        assertThat(changed.body()).contains("whsec_");
        assertThat(scenery.inTransaction(
                        () -> jdbc.sql("select count(*) from idempotency_key where key like '%' || :merchant")
                                .param("merchant", merchant.toString())
                                .query(Long.class)
                                .single()))
                .isZero();
    }

    @Test
    void a_name_that_leads_to_this_network_is_found_out_when_connecting() throws Exception {
        var strict = new WebhookClient(
                new Addresses(false) {
                    @Override
                    java.net.URI checked(String url) {
                        return java.net.URI.create(url);
                    }
                },
                Traces.none());
        try {
            var answer = strict.post(
                    address.replace("127.0.0.1", "localhost"),
                    WebhookSignature.sign("msg_1", Instant.now(), new byte[0], WebhookSignature.newSecret()),
                    new byte[0]);

            assertThat(answer.status()).isNull();
            assertThat(answer.problem()).contains("public addresses only");
            assertThat(heard).isEmpty();
        } finally {
            strict.destroy();
        }
    }

    @Test
    void an_imported_history_is_news_to_nobody_and_what_happens_after_it_is() {
        var sent = couriers.sent();
        open(sent.merchant(), List.of());
        var imported = Instant.parse("2026-03-02T15:00:00Z");
        scenery.inTransaction(() -> jdbc.sql("update orders set imported_at = :at where id = :id")
                .param("at", java.sql.Timestamp.from(imported))
                .param("id", sent.order().value())
                .update());
        scenery.inTransaction(() -> {
            for (var at : List.of(imported.minusSeconds(86_400), imported, imported.plusSeconds(60)))
                facts.record(Fact.of(
                        sent.merchant(),
                        sent.order().value(),
                        "order",
                        sent.order().value(),
                        "order.closed",
                        at));
            return true;
        });

        tell();

        assertThat(bodies().stream().map(body -> body.at("/timestamp").asString()))
                .containsExactly("2026-03-02T15:01:00Z");
    }

    @Test
    void however_many_send_them_messages_arrive_in_their_order() throws Exception {
        var merchant = scenery.merchant();
        open(merchant, List.of());
        var item = scenery.item(merchant, "LOW");
        int many = 100;
        scenery.inTransaction(() -> {
            facts.record(java.util.stream.IntStream.range(0, many)
                    .mapToObj(i ->
                            Fact.of(merchant, item.value(), "item", item.value(), "item.restock_due", Instant.EPOCH))
                    .toList());
            return true;
        });
        scenery.read("webhook", jobs::catchUp);

        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var node : nodes.invokeAll(Collections.nCopies(4, engine::drain))) node.get();
        }
        engine.drain();

        assertThat(bodies().stream().map(body -> body.at("/sequence").asLong()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, many).boxed().toList());
    }

    @Test
    void one_that_gives_no_answer_is_left_alone_for_as_long_as_it_is_silent() {
        var opened = open(scenery.merchant(), List.of());
        var endpoint = opened.endpoint().id();
        scenery.inTransaction(() -> jdbc.sql(
                        "update webhook_endpoint set url = 'http://127.0.0.1:9/hook', failing_since = now() - interval '2 minutes' where id = :id")
                .param("id", endpoint)
                .update());
        var first = all(() -> deliveries.test(endpoint));
        var second = all(() -> deliveries.test(endpoint));
        engine.drain();
        assertThat(delivery(opened, first))
                .returns(1, DeliveryView::attempts)
                .returns(null, DeliveryView::status)
                .returns(DeliveryView.State.QUEUED, DeliveryView::state);

        restockDue(new MerchantId(Objects.requireNonNull(opened.endpoint().merchant())));
        tell();

        assertThat(all(() -> deliveries.list(endpoint, null, null, 100)))
                .as("what came after it waits with it, and what happened since does not knock again")
                .filteredOn(one -> one.attempts() > 0)
                .extracting(DeliveryView::id)
                .containsExactly(first);
        assertThat(silentSeconds(endpoint)).isBetween(100L, 121L);

        scenery.inTransaction(() -> jdbc.sql("update webhook_endpoint set url = :url where id = :id")
                .param("url", address)
                .param("id", endpoint)
                .update());
        var asked = all(() -> deliveries.test(endpoint));
        engine.drain();

        assertThat(heard).as("somebody asked").extracting(Heard::id).contains("msg_" + second, "msg_" + asked);
    }

    private long silentSeconds(UUID endpoint) {
        return scenery.inTransaction(() -> jdbc.sql(
                        "select extract(epoch from silent_until - now())::bigint from webhook_endpoint where id = :id")
                .param("id", endpoint)
                .query(Long.class)
                .single());
    }

    @Test
    void an_endpoint_that_is_removed_while_something_is_on_its_way_leaves_nothing_behind() {
        var opened = open(scenery.merchant(), List.of());
        var endpoint = opened.endpoint().id();
        answersToGive.add(500);
        meanwhile = () -> all(() -> {
            endpoints.delete(endpoint);
            return true;
        });
        all(() -> deliveries.test(endpoint));

        engine.drain();

        assertThat(heard).hasSize(1);
        assertThat(scenery.inTransaction(
                        () -> jdbc.sql("select count(*) from work where step = 'WEBHOOK' and attempts > 0")
                                .query(Long.class)
                                .single()))
                .isZero();
        assertThat(all(() -> work.retryNow(WebhookStep.NAME, endpoint))).isFalse();
    }

    @Test
    void what_was_settled_a_month_ago_is_forgotten_and_what_waits_is_not() {
        var opened = open(scenery.merchant(), List.of());
        var endpoint = opened.endpoint().id();
        var old = all(() -> deliveries.test(endpoint));
        engine.drain();
        scenery.inTransaction(
                () -> jdbc.sql("update webhook_delivery set settled_at = now() - interval '31 days' where id = :id")
                        .param("id", old)
                        .update());
        var fresh = all(() -> deliveries.test(endpoint));
        engine.drain();
        answersToGive.add(500);
        var waiting = all(() -> deliveries.test(endpoint));
        engine.drain();

        assertThat(all(jobs::forget)).isPositive();

        assertThat(all(() -> deliveries.list(endpoint, null, null, 100)))
                .extracting(DeliveryView::id)
                .containsExactly(waiting, fresh);
    }

    @Test
    void of_an_answer_without_an_end_only_the_beginning_is_read() throws Exception {
        var cut = new CompletableFuture<Boolean>();
        Objects.requireNonNull(receiver).createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (true) body.write(new byte[8192]);
            } catch (IOException closed) {
                cut.complete(true);
            }
        });
        var client = new WebhookClient(new Addresses(true), Traces.none());
        try {
            var answer = client.post(
                    address.replace("/hook", "/endless"),
                    WebhookSignature.sign("msg_1", Instant.now(), new byte[0], WebhookSignature.newSecret()),
                    new byte[0]);

            assertThat(answer.isGood()).isTrue();
            assertThat(answer.millis()).isLessThan(10_000);
            assertThat(cut.get(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            client.destroy();
        }
    }

    private Endpoints.Opened open(MerchantId merchant, List<String> events) {
        return all(() -> endpoints.create(merchant, new NewEndpoint(address, "test", events)));
    }

    private void restockDue(MerchantId merchant) {
        ItemId item = scenery.item(merchant, "LOW");
        scenery.inTransaction(() -> {
            facts.record(Fact.of(
                            merchant,
                            item.value(),
                            "item",
                            item.value(),
                            "item.restock_due",
                            Instant.parse("2026-03-02T15:00:00Z"))
                    .with(Map.of("crossing", 1, "proposed", 24)));
            return true;
        });
    }

    private void tell() {
        scenery.read("webhook", jobs::catchUp);
        engine.drain();
    }

    private void retry(Endpoints.Opened opened) {
        var endpoint = opened.endpoint().id();
        engine.drain();
        scenery.inTransaction(() -> jdbc.sql(
                        "update webhook_delivery set due_at = now() where endpoint_id = :endpoint and state = 'QUEUED'")
                .param("endpoint", endpoint)
                .update());
        assertThat(all(() -> work.retryNow(WebhookStep.NAME, endpoint))).isTrue();
        engine.drain();
    }

    private DeliveryView delivery(Endpoints.Opened opened, UUID id) {
        return all(() -> deliveries.list(opened.endpoint().id(), null, null, 100)).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> bodies() {
        return heard.stream().map(one -> json.readTree(one.body())).toList();
    }

    private List<String> types() {
        return bodies().stream().map(body -> body.at("/type").asString()).toList();
    }

    private JsonNode body(String type) {
        return bodies().stream()
                .filter(body -> body.at("/type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Written again here, so that the product is not checked by itself. */
    private static String signature(String secret, Heard one) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
            var content = one.id() + "." + one.timestamp() + "." + one.body();
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
