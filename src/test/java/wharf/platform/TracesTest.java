package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Api;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.shared.Authority;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A node that is watched: it tells a collector its traces, and writes its log as JSON. */
@WharfTest
@Import(TracesTest.Watcher.class)
class TracesTest {
    private static final List<String> PERSONAL = List.of("Quixworth", "Marzipan", "5557788", "lilac door");
    private static final Collector COLLECTOR = new Collector();

    @Autowired
    Scenery scenery;

    @Autowired
    WorkEngine engine;

    @Autowired
    ExternalEffects effects;

    @Autowired
    Traces traces;

    @Autowired
    SdkTracerProvider provider;

    @Autowired
    Watcher.Spans spans;

    @Autowired
    Watcher watcher;

    @Autowired
    List<ExecutionInterceptor> interceptors;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JsonMapper json;

    @Autowired
    Environment environment;

    @LocalServerPort
    int port;

    private final String trace = hex(16);
    private final String caller = hex(8);

    @DynamicPropertySource
    static void watched(DynamicPropertyRegistry properties) {
        properties.add("management.tracing.export.enabled", () -> true);
        properties.add("management.opentelemetry.tracing.export.otlp.endpoint", COLLECTOR::address);
        // Of what begins by itself, too.
        properties.add("management.tracing.sampling.probability", () -> 1.0);
    }

    private static String hex(int bytes) {
        var random = new byte[bytes];
        RandomGenerator.getDefault().nextBytes(random);
        random[0] |= 1;
        return HexFormat.of().formatHex(random);
    }

    /** The collector at the other end of the wire; a fake. */
    static final class Collector {
        private final HttpServer server;
        private final Queue<String> bodies = new ConcurrentLinkedQueue<>();

        Collector() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/v1/traces", exchange -> {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
        }

        String received() {
            return String.join("", bodies);
        }
    }

    @TestConfiguration
    static class Watcher {
        /** Keeps what is told, to be looked at. */
        static final class Spans implements SpanExporter {
            private final Queue<SpanData> told = new ConcurrentLinkedQueue<>();

            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                told.addAll(spans);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        }

        private final AtomicInteger asked = new AtomicInteger();

        @Bean
        HealthIndicator countedHealthIndicator() {
            return () -> {
                asked.incrementAndGet();
                return Health.up().build();
            };
        }

        @Bean
        Spans spans() {
            return new Spans();
        }
    }

    private List<SpanData> told() {
        provider.forceFlush().join(10, TimeUnit.SECONDS);
        return spans.told.stream()
                .filter(span -> span.getTraceId().equals(trace))
                .toList();
    }

    private Api program() {
        var scopes = List.of(Authority.ORDERS_WRITE, Authority.CATALOG_WRITE);
        var secret = all(() -> tokens.issue(new NewApiToken(Scenery.unique("t"), scopes, null, null))
                .secret());
        return Api.program(port, secret);
    }

    private String zebulons(MerchantId merchant, String sku) {
        return json.writeValueAsString(Map.of(
                "orders",
                List.of(Map.of(
                        "merchant",
                        merchant.toString(),
                        "channel",
                        "api",
                        "externalId",
                        Scenery.unique("z"),
                        "currency",
                        "USD",
                        "lines",
                        List.of(Map.of("sku", sku, "quantity", 1, "unitPriceMinor", 1000)),
                        "email",
                        "zebulon.quixworth@example.com",
                        "note",
                        "Ring twice at the lilac door",
                        "shipTo",
                        Map.of(
                                "name", "Zebulon Quixworth",
                                "line1", "77 Marzipan Lane",
                                "city", "Miami",
                                "region", "FL",
                                "postcode", "33139",
                                "country", "US",
                                "phone", "+13055557788")))));
    }

    private java.net.http.HttpResponse<String> post(String body) {
        return program().send("POST", "/api/v1/orders", body, "traceparent", "00-" + trace + "-" + caller + "-01");
    }

    @Test
    void anOrderIsFollowedFromTheCallThroughItsBatchToItsWork() {
        var merchant = scenery.merchant();
        scenery.receive(merchant, scenery.item(merchant, "CUP"), scenery.bin(scenery.site(false), "A-1"), 5);
        var answer = post(zebulons(merchant, "CUP"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        engine.drain();

        var told = told();

        assertThat(told)
                .extracting(SpanData::getName)
                .contains("http post /api/v1/orders", "intake batch", "work ACCEPT", "work ROUTE");
        assertThat(told)
                .filteredOn(span -> span.getName().equals("http post /api/v1/orders"))
                .singleElement()
                .satisfies(span -> assertThat(span.getParentSpanId()).isEqualTo(caller));
        assertThat(COLLECTOR.received()).contains("work ROUTE", "http post /api/v1/orders", "wharf");
        assertThat(told.toString()).doesNotContain(PERSONAL);
        assertThat(COLLECTOR.received()).doesNotContain(PERSONAL);
    }

    @Test
    void aRefusalSaysUnderWhichTraceItIsFound() {
        var answer = post("{\"orders\": [");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).get("traceId").asString()).isEqualTo(trace);
    }

    /** Links in pages and mails are secrets: who reads traces must not be able to follow them. */
    @Test
    void anAddressIsToldByItsPatternOnly() {
        Api.nobody(port)
                .send(
                        "GET",
                        "/shop/nobody/track/a-secret-token",
                        null,
                        "traceparent",
                        "00-" + trace + "-" + caller + "-01");

        assertThat(told()).isNotEmpty();
        assertThat(told().toString()).doesNotContain("a-secret-token");
        assertThat(COLLECTOR.received()).doesNotContain("a-secret-token");
    }

    @Test
    void callsToTheWorldOutsideAreToldWithinTheWorkThatMakesThem() {
        var cause = trace + "-" + caller;
        var calls = List.of(call("label one"), call("label two"));

        all(() -> traces.over("work TEST", cause, () -> effects.perform(calls, 2)));
        all(() -> traces.over("work TEST", cause, () -> effects.perform(calls, 2)));

        assertThat(told()).extracting(SpanData::getName).containsOnlyOnce("call label one", "call label two");
        assertThat(told())
                .filteredOn(span -> span.getName().startsWith("call label"))
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isNotEqualTo("0000000000000000"));
    }

    private static ExternalEffects.Call call(String kind) {
        var request = new ExternalEffects.Request(
                kind, kind + Ids.next(), MerchantId.next(), Ids.next(), "test carrier", null);
        return new ExternalEffects.Call(request, () -> new ExternalEffects.Outcome.Done(null), Optional::empty);
    }

    @Test
    void aReceiverOfWebhooksCanGoOnWithTheTrace() throws IOException {
        var asked = new ConcurrentLinkedQueue<String>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            var url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook?key=lilac+door";
            var opened = program()
                    .send(
                            "POST",
                            "/api/v1/webhooks",
                            json.writeValueAsString(Map.of(
                                    "merchant",
                                    scenery.merchant().toString(),
                                    "endpoint",
                                    Map.of("url", url, "description", "ours", "events", List.of()))));
            assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
            var id = json.readTree(opened.body()).at("/endpoint/id").asString();
            program()
                    .send(
                            "POST",
                            "/api/v1/webhooks/" + id + "/test",
                            null,
                            "traceparent",
                            "00-" + trace + "-" + caller + "-01");
            engine.drain();
        } finally {
            receiver.stop(0);
        }

        assertThat(told())
                .filteredOn(span -> span.getName().equals("call webhook"))
                .singleElement()
                .satisfies(call -> assertThat(asked).containsExactly("00-" + trace + "-" + call.getSpanId() + "-01"));
        assertThat(told().toString()).doesNotContain("127.0.0.1:", "lilac");
    }

    @Test
    void aRecurringJobIsATraceOfItsOwnAndTheCauseOfWhatItQueues() {
        var cause = new AtomicReference<String>();
        var job = Tasks.recurring("tidy-up", FixedDelay.ofHours(1))
                .execute((instance, context) -> cause.set(traces.current()));

        traces.over(
                "whoever runs it",
                trace + "-" + caller,
                () -> new ExecutionChain(interceptors, job)
                        .proceed(new TaskInstance<Void>("tidy-up", "recurring"), null));

        provider.forceFlush().join(10, TimeUnit.SECONDS);
        assertThat(spans.told)
                .filteredOn(span -> span.getName().equals("job tidy-up"))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.getParentSpanContext().isValid()).isFalse();
                    assertThat(cause).hasValue(span.getTraceId() + "-" + span.getSpanId());
                });
    }

    @Test
    void whatHasManyCausesNamesThem() {
        var other = hex(16);

        traces.over("batch of two", List.of(trace + "-" + caller, other + "-" + caller), one -> one, () -> 1);

        assertThat(told()).singleElement().satisfies(span -> {
            assertThat(span.getParentSpanId()).isEqualTo(caller);
            assertThat(span.getLinks())
                    .singleElement()
                    .satisfies(link ->
                            assertThat(link.getSpanContext().getTraceId()).isEqualTo(other));
        });
    }

    @Test
    void aFaultIsToldByItsKindAndNotInItsWords() {
        assertThatThrownBy(() -> traces.over("bad", trace + "-" + caller, () -> {
                    throw new IllegalStateException("Zebulon Quixworth");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(told()).singleElement().satisfies(span -> {
            assertThat(span.getAttributes().toString()).contains("IllegalStateException");
            assertThat(span.toString()).doesNotContain(PERSONAL);
        });
    }

    @Test
    void whatNobodyFollowsIsNotTold() {
        assertThat(traces.<String>over("nothing", () -> "" + traces.current())).isEqualTo("null");
        assertThat(told()).isEmpty();
    }

    @Test
    void howeverOftenStrangersAskForHealthItsComponentsAreAskedOnce() {
        int before = watcher.asked.get();

        for (int i = 0; i < 4; i++)
            assertThat(Api.nobody(port).get("/actuator/health").statusCode()).isEqualTo(200);

        assertThat(watcher.asked.get() - before).isLessThan(4);
        assertThat(Api.nobody(port).get("/actuator/health/counted").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theLogIsJsonThatNamesTheTraceAndNobody() {
        var log = new ByteArrayOutputStream();
        var appender = structured(log);
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        try {
            somethingIsLogged();
        } finally {
            root.detachAppender(appender);
        }

        var lines = log.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(json.readTree(line).get("@timestamp").asString())
                                .isNotBlank());
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("has an unknown outcome", trace, "the line"));
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(PERSONAL);
    }

    /** As {@code logging.structured.format.console} sets it up; the tests' own console is for people. */
    private OutputStreamAppender<ILoggingEvent> structured(OutputStream out) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.putObject(Environment.class.getName(), environment);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        return appender;
    }

    private void somethingIsLogged() {
        var merchant = scenery.merchant();
        post(zebulons(merchant, "NONE"));
        post("{\"orders\": [{\"email\": \"zebulon.quixworth@example.com\"");
        var request = new ExternalEffects.Request("test", "log" + Ids.next(), merchant, Ids.next(), "test log", null);
        all(() -> traces.over(
                "work TEST",
                trace + "-" + caller,
                () -> effects.perform(
                        request,
                        () -> {
                            throw new IllegalStateException("the line\nwent dead");
                        },
                        Optional::empty)));
    }
}
