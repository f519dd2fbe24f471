package wharf.shipping.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Couriers.event;
import static wharf.testing.Couriers.message;
import static wharf.testing.Scenery.all;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.platform.WorkEngine;
import wharf.shared.Refusal;
import wharf.shipping.ParcelState;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** What carriers report, over HTTP as they do, and what follows from it. */
@WharfTest
class TrackingTest {
    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    Scenery scenery;

    @Autowired
    Orders orders;

    @Autowired
    Facts facts;

    @Autowired
    Journeys journeys;

    @Autowired
    HandReports reports;

    @Autowired
    CarrierAccounts accounts;

    @Autowired
    FollowStep step;

    @Autowired
    BusinessClock clock;

    @Autowired
    WorkEngine engine;

    Sent sent;
    Instant start;

    @BeforeEach
    void anOrderOnItsWay() {
        sent = couriers.sent();
        start = clock.instant();
    }

    @Test
    void a_parcel_is_followed_to_the_door_and_its_order_is_delivered() {
        couriers.report(port, at(1, "PICKED_UP"), at(2, "IN_TRANSIT"), at(3, "OUT_FOR_DELIVERY"));
        assertThat(parcelState()).isEqualTo(ParcelState.SHIPPED);
        assertThat(orderState()).isEqualTo(OrderState.SHIPPED);

        couriers.report(port, at(4, "DELIVERED"));

        assertThat(parcelState()).isEqualTo(ParcelState.DELIVERED);
        assertThat(orderState()).isEqualTo(OrderState.DELIVERED);
        assertThat(timeline())
                .containsSubsequence(
                        "parcel.shipped",
                        "parcel.picked-up",
                        "parcel.in-transit",
                        "parcel.out-for-delivery",
                        "parcel.delivered",
                        "order.delivered");
        var way = Objects.requireNonNull(
                all(() -> journeys.ways(List.of(sent.parcel()))).get(sent.parcel()));
        assertThat(way.milestone()).isEqualTo(Milestone.DELIVERED);
        assertThat(way.deliverBy()).isNotNull();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void the_same_webhook_again_changes_nothing() {
        var delivered = at(1, "DELIVERED");

        assertThat(couriers.report(port, delivered).body()).isEqualTo("{\"events\":1,\"fresh\":1}");
        assertThat(couriers.report(port, delivered).body()).isEqualTo("{\"events\":1,\"fresh\":0}");
        assertThat(couriers.report(port, delivered, delivered).body()).isEqualTo("{\"events\":1,\"fresh\":0}");

        assertThat(timeline()).containsOnlyOnce("parcel.delivered");
        assertThat(scenery.broken()).isEmpty();
    }

    /** A node that dies after its work and before it says so has it done again by another. */
    @Test
    void conclusions_drawn_again_tell_nothing_twice() {
        couriers.report(port, at(1, "PICKED_UP"), at(4, "DELIVERED"));
        var before = timeline();

        all(() -> step.run(List.of(sent.parcel().value())));
        all(() -> step.run(List.of(sent.parcel().value())));
        engine.drain();

        assertThat(timeline()).isEqualTo(before);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void what_comes_late_is_told_but_does_not_bring_the_parcel_back() {
        couriers.report(port, at(4, "DELIVERED"));
        couriers.report(port, at(2, "EXCEPTION"), at(1, "PICKED_UP"));

        assertThat(parcelState()).isEqualTo(ParcelState.DELIVERED);
        assertThat(orderState()).isEqualTo(OrderState.DELIVERED);
        assertThat(timeline()).containsOnlyOnce("parcel.picked-up", "parcel.exception", "parcel.delivered");
    }

    @Test
    void a_parcel_that_comes_back_after_all_takes_its_order_back_to_shipped() {
        couriers.report(port, at(1, "DELIVERED"));
        couriers.report(port, at(2, "RETURNED_TO_SENDER"));

        assertThat(parcelState()).isEqualTo(ParcelState.RETURNED_TO_SENDER);
        assertThat(orderState()).isEqualTo(OrderState.SHIPPED);
        assertThat(scenery.broken()).isEmpty();
    }

    /** The database's own writing of the rule has to agree with {@link Journey}, whatever comes in whatever order. */
    @Test
    void random_reports_in_random_order_end_where_the_rule_says() {
        var random = new Random(11);
        for (int round = 0; round < 12; round++) {
            var parcel = round == 0 ? sent : couriers.sent(sent.merchant(), sent.site(), order());
            var events = new ArrayList<String>();
            for (int i = 0; i < 7; i++) {
                var milestone = Milestone.values()[random.nextInt(Milestone.values().length)];
                events.add(event(parcel.tracking(), milestone.name(), start.plusSeconds(60L * random.nextInt(4))));
            }
            events.addAll(events.subList(0, 3));
            Collections.shuffle(events, random);
            for (var one : events) couriers.report(port, one);

            var expected = all(() -> journeys.of(parcel.parcel())).state();
            assertThat(couriers.view(parcel.parcel()).state()).isEqualTo(expected);
            assertThat(scenery.broken()).isEmpty();
        }
    }

    @Test
    void the_same_reports_at_once_are_stored_once() throws Exception {
        var body = message(at(1, "PICKED_UP"), at(2, "IN_TRANSIT"), at(3, "DELIVERED"));
        var secret = couriers.secret("demo");
        var calls = Collections.nCopies(8, (Callable<Integer>)
                () -> couriers.post(port, "demo", body, secret, Instant.now()).statusCode());
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : together.invokeAll(calls)) assertThat(call.get()).isIn(200, 503);
        }
        couriers.report(port, at(0, "LABEL_CREATED"));

        assertThat(all(() -> journeys.of(sent.parcel())).events()).hasSize(4);
        assertThat(parcelState()).isEqualTo(ParcelState.DELIVERED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void what_is_not_signed_by_the_carrier_is_turned_away() {
        var body = message(at(1, "DELIVERED"));
        var address = URI.create("http://127.0.0.1:" + port + "/hooks/carriers/demo");
        var unsigned = HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body));

        assertThat(Couriers.send(unsigned.build()).statusCode()).isEqualTo(401);
        assertThat(couriers.post(port, "demo", body, "whsec_AAAAAAAAAAAA", Instant.now())
                        .statusCode())
                .isEqualTo(401);
        assertThat(couriers.post(
                                port,
                                "demo",
                                body,
                                couriers.secret("demo"),
                                Instant.now().minus(Duration.ofMinutes(6)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(couriers.post(port, "nobody", body, couriers.secret("demo"), Instant.now())
                        .statusCode())
                .isEqualTo(404);
        engine.drain();
        assertThat(parcelState()).isEqualTo(ParcelState.SHIPPED);
    }

    @Test
    void an_account_of_another_source_opens_only_its_own_door_until_it_is_revoked() {
        var opened = all(() -> accounts.open("ups", "UPS, account 1"));
        var body = "{\"trackResponse\": {\"shipment\": []}}";

        assertThat(couriers.post(port, "demo", message(at(1, "DELIVERED")), opened.secret(), Instant.now())
                        .statusCode())
                .isEqualTo(401);
        assertThat(couriers.post(port, "ups", body, opened.secret(), Instant.now())
                        .statusCode())
                .isEqualTo(200);
        all(() -> accounts.revoke(opened.account().id()));
        assertThat(couriers.post(port, "ups", body, opened.secret(), Instant.now())
                        .statusCode())
                .isEqualTo(401);
        assertThatThrownBy(() -> all(() -> accounts.open("pigeon", "x"))).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[[[[[[",
                "{\"events\": [{}]}",
                "{\"events\": [{\"tracking\": \"T\", \"milestone\": \"DELIVERED\", \"at\": \"2001-01-02T15:00:00Z\"}]}",
                "{\"events\": [{\"tracking\": \"T\", \"milestone\": \"DELIVERED\", \"at\": \"2099-01-02T15:00:00Z\"}]}",
                "{\"events\": [{\"tracking\": \"T\", \"milestone\": \"DELIVERED\", \"at\": \"2026-99-02T15:00:00Z\"}]}",
                "\uFFFF\u0000"
            })
    void rubbish_that_is_rightly_signed_is_refused_with_its_reason(String body) {
        var answer = couriers.post(port, "demo", body, couriers.secret("demo"), Instant.now());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void hostile_texts_are_stored_harmlessly_and_unknown_numbers_are_left_out() {
        var hostile = """
                {"events": [{"tracking": "%s", "milestone": "IN_TRANSIT", "at": "%s", "text": "\\u0000\\ud800 <script>", "code": ""},
                            {"tracking": "NOT-OURS", "milestone": "IN_TRANSIT", "at": "%s"}]}
                """.formatted(sent.tracking(), start, start);

        var answer = couriers.post(port, "demo", hostile, couriers.secret("demo"), Instant.now());

        assertThat(answer.body()).isEqualTo("{\"events\":2,\"fresh\":1}");
        assertThat(all(() -> journeys.of(sent.parcel())).events().getFirst().text())
                .isEqualTo("<script>");
    }

    @Test
    void a_person_may_report_what_the_carrier_does_not() {
        all(() -> done(() -> reports.add(
                sent.parcel(), new HandReports.Report(Milestone.LOST, "The carrier cannot find it.", null, null))));
        engine.drain();

        assertThat(parcelState()).isEqualTo(ParcelState.LOST);
        assertThatThrownBy(() -> all(() -> done(() -> reports.add(
                        sent.parcel(),
                        new HandReports.Report(Milestone.DELIVERED, "x", null, start.plus(Duration.ofDays(1)))))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("it left");
        assertThat(scenery.broken()).isEmpty();
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }

    private wharf.order.NewOrder order() {
        return Scenery.order(sent.merchant(), wharf.order.NewOrder.Shortage.REFUSE, "MUG", 1);
    }

    private String at(int minute, String milestone) {
        return event(sent.tracking(), milestone, start.plusSeconds(60L * minute - 300));
    }

    private ParcelState parcelState() {
        return couriers.view(sent.parcel()).state();
    }

    private OrderState orderState() {
        return Objects.requireNonNull(
                all(() -> orders.states(List.of(sent.order()))).get(sent.order()));
    }

    private List<String> timeline() {
        return all(() -> facts.timeline(sent.order().value(), 0, 200)).stream()
                .map(Facts.Entry::type)
                .toList();
    }
}
