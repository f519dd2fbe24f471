package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import wharf.endpoints.Api;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.shared.Authority;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** What Wharf tells those who watch it from outside. */
@WharfTest
class ObservabilityTest {
    private static final Pattern NAME = Pattern.compile("(?:wharf|hikaricp|http_server|jvm_memory)_[a-z_]+");

    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    WorkEngine engine;

    @Autowired
    Measures measures;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Traces traces;

    @Autowired
    ApplicationContext context;

    @Autowired
    ApiTokens tokens;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    private Api program(String... scopes) {
        var secret = all(() -> tokens.issue(new NewApiToken(Scenery.unique("t"), List.of(scopes), null, null))
                .secret());
        return Api.program(port, secret);
    }

    private void somethingHappens() {
        var merchant = scenery.merchant();
        var site = scenery.site(false);
        scenery.receive(merchant, scenery.item(merchant, "SEEN"), scenery.bin(site, "A-1"), 5);
        all(() -> intake.take(List.of(Scenery.order(merchant, NewOrder.Shortage.BACKORDER, "SEEN", 2))));
        engine.drain();
        // One more that nobody has worked on yet, so that there is a queue.
        all(() -> intake.take(List.of(Scenery.order(merchant, NewOrder.Shortage.BACKORDER, "SEEN", 9))));
        measures.refresh();
        engine.drain();
    }

    @Test
    void figuresAreForThoseWhoMayReadThem() {
        assertThat(Api.nobody(port).get("/actuator/prometheus").statusCode()).isEqualTo(401);
        assertThat(program(Authority.ORDERS_READ).get("/actuator/prometheus").statusCode())
                .isEqualTo(403);
        assertThat(program(Authority.METRICS_READ).get("/actuator/prometheus").statusCode())
                .isEqualTo(200);
        assertThat(program(Authority.METRICS_READ).get("/api/v1/orders").statusCode())
                .isEqualTo(403);
        assertThat(program(Authority.METRICS_READ).get("/actuator/env").statusCode())
                .isEqualTo(403);
    }

    @Test
    void everyStepOfTheJourneyIsCountedAndNobodyIsNamed() {
        somethingHappens();

        var text = program(Authority.METRICS_READ).get("/actuator/prometheus").body();

        assertThat(text)
                .contains(
                        "wharf_orders_open{state=\"",
                        "wharf_work_subjects_total{outcome=\"done\",step=\"ACCEPT\"}",
                        "wharf_work_batch_seconds_count{outcome=\"done\",step=\"ROUTE\"}",
                        "wharf_intake_batch_sum",
                        "wharf_intake_commit_seconds_count",
                        "hikaricp_connections_active{pool=\"wharf-screen\"}");
        assertThat(text)
                .as("ids would make as many series as there are orders")
                .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-7");
        assertThat(text).doesNotContain("Ann", "@example.com");
    }

    /** What is not told cannot be told from what is not watched. */
    @Test
    void anEmptyQueueIsToldAsNothingWaiting() {
        var site = scenery.site(false);
        var code = scenery.inTransaction(() -> jdbc.sql("select code from warehouse where id = :id")
                .param("id", site.value())
                .query(String.class)
                .single());
        engine.drain();
        measures.refresh();

        var text = program(Authority.METRICS_READ).get("/actuator/prometheus").body();

        assertThat(text)
                .contains("wharf_work_due{step=\"TRIAL\"} 0.0", "wharf_work_oldest_seconds{step=\"TRIAL\"} 0.0")
                .contains("wharf_work_failing{step=\"TRIAL\"} 0.0")
                .contains("wharf_fulfilments_late{warehouse=\"" + code + "\"} 0.0")
                .contains("wharf_fulfilments_open{state=\"PACKING\",warehouse=\"" + code + "\"} 0.0")
                .contains("wharf_fulfilments_shipped_hour{warehouse=\"" + code + "\"} 0.0")
                .contains("wharf_messages_waiting{channel=\"TEXT\",state=\"NOT_CONFIGURED\"}")
                .contains("wharf_orders_open{state=\"PARTIALLY_SHIPPED\"}")
                .contains("wharf_orders_holds{kind=\"FRAUD\"}");
    }

    /** Beyond the limit Micrometer measures no address that it has not met yet, and says so once, in the log. */
    @Test
    void everyAddressHasRoomToBeMeasured() {
        var patterns = context.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .distinct()
                .count();
        int room = context.getEnvironment()
                .getRequiredProperty("management.metrics.web.server.max-uri-tags", Integer.class);

        assertThat(patterns).isGreaterThan(200);
        assertThat(room)
                .as("%s patterns, and what is no pattern: resources, redirects, what is not found", patterns)
                .isGreaterThan((int) patterns + 50);
    }

    /** Intake pays for tracing only where somebody asked for it. */
    @Test
    void whereTracesAreOffThereIsNothingOfThem() {
        assertThat(traces.on()).isFalse();
        assertThat(context.getBeanNamesForType(Tracer.class)).isEmpty();
        assertThat(context.getBeanNamesForType(TracingObservationHandler.class)).isEmpty();
        assertThat(context.getBeanNamesForType(OpenTelemetry.class)).isEmpty();
        assertThat(context.getBeanNamesForType(SpanProcessor.class)).isEmpty();
        assertThat(context.getBeanNamesForType(SpanExporter.class)).isEmpty();
    }

    /** A panel that asks for what nobody tells shows nothing, and looks as if all were well. */
    @Test
    void theDashboardAsksForWhatThereIs() throws IOException {
        somethingHappens();
        var names = new TreeSet<String>();
        for (var measure : NAME.matcher(Files.readString(Path.of("ops/grafana-wharf.json")))
                .results()
                .map(MatchResult::group)
                .toList()) names.add(measure.replaceFirst("_(count|sum|max|total)$", ""));
        var told = program(Authority.METRICS_READ).get("/actuator/prometheus").body();
        // Told from the first call, failure or reader on.
        var later = List.of(
                "wharf_provider_calls_seconds",
                "wharf_provider_away",
                "wharf_effects",
                "wharf_effects_open",
                "wharf_facts_lag_seconds");

        assertThat(names).hasSizeGreaterThan(20);
        assertThat(names)
                .filteredOn(name -> !later.contains(name))
                .allSatisfy(name -> assertThat(told).contains(name));
    }

    @Test
    void aBalancerIsToldWhetherTheNodeIsAliveAndReady() {
        var nobody = Api.nobody(port);

        assertThat(nobody.get("/actuator/health/liveness").body()).contains("\"status\":\"UP\"");
        assertThat(nobody.get("/actuator/health/readiness").body())
                .contains("\"status\":\"UP\"")
                .doesNotContain("version");
        assertThat(people.signedIn(port, Role.ADMINISTRATOR)
                        .get("/actuator/health")
                        .body())
                .contains("\"schema\"", "\"version\"", "\"work\"", "\"db\"", "\"diskSpace\"", "\"providers\"");
    }
}
