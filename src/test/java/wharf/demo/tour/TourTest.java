package wharf.demo.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.demo.DemoDoors;
import wharf.demo.DemoReset;
import wharf.demo.Door;
import wharf.demo.people.Buying;
import wharf.demo.people.Pace;
import wharf.demo.people.Paces;
import wharf.endpoints.Api;
import wharf.fulfilment.FulfilmentState;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.Fulfilments;
import wharf.fulfilment.OrderCare;
import wharf.fulfilment.Releases;
import wharf.identity.UserChange;
import wharf.identity.Users;
import wharf.picking.PickBatches;
import wharf.picking.Wave;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.WorkEngine;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.OrderId;
import wharf.shared.Role;
import wharf.shared.Scope;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class TourTest {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    DemoDoors doors;

    @Autowired
    DemoReset reset;

    @Autowired
    Paces paces;

    @Autowired
    Users users;

    @Autowired
    YourOrder yourOrder;

    @Autowired
    VisitRows visits;

    @Autowired
    Fulfilments fulfilments;

    @Autowired
    Releases releases;

    @Autowired
    OrderCare care;

    @Autowired
    PickBatches batches;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    WorkEngine engine;

    @Autowired
    Scenery scenery;

    @DynamicPropertySource
    static void demo(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> true);
        registry.add("wharf.demo-history-days", () -> 0);
    }

    @Test
    void strangers_who_ask_for_nothing_in_particular_come_to_the_doors() {
        var stranger = Api.nobody(port);

        assertThat(location(stranger.get("/"))).endsWith("/welcome");
        assertThat(location(stranger.get("/orders"))).endsWith("/login?next=%2Forders");
        assertThat(stranger.get("/login").body()).contains("Look around the demo without a password");
        assertThat(stranger.get("/welcome").body())
                .contains("none has a password", "Shopper", "Merchant", "Shipped in 24 h");
    }

    @Test
    void each_door_lets_in_its_person_without_a_password() {
        for (var door : List.of(Door.PICKER, Door.PACKER, Door.MANAGER, Door.MERCHANT)) {
            var visitor = Api.nobody(port);
            assertThat(post(visitor, "/demo/doors/" + door).statusCode())
                    .as("%s", door)
                    .isEqualTo(302);
            var name = door.name().toLowerCase(java.util.Locale.ROOT) + "@wharf.local";
            var page = door == Door.PICKER || door == Door.PACKER ? "/floor/pack" : "/";
            assertThat(visitor.get(page).body()).as("%s", door).contains(name);
            assertThat(visitor.get("/settings/users").statusCode())
                    .as("%s is no administrator", door)
                    .isEqualTo(403);
        }
    }

    @Test
    void a_form_of_another_site_opens_no_door() {
        var visitor = Api.nobody(port);

        var answer = visitor.send(visitor.request("POST", "/demo/doors/manager")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method("POST", BodyPublishers.ofString("_csrf=guessed")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(visitor.get("/waves").statusCode()).isEqualTo(302);
    }

    /** A proxy on this computer asks from loopback for people who are elsewhere; a page of another site may have its name lead here. */
    @Test
    void the_doors_are_closed_to_whoever_comes_over_a_proxy_or_from_another_site() {
        for (var elsewhere : List.of(
                new String[] {"X-Forwarded-For", "203.0.113.7"},
                new String[] {"X-Forwarded-For", "127.0.0.1, 203.0.113.7"},
                new String[] {"X-Forwarded-Host", "wharf.example"},
                new String[] {"X-Forwarded-Proto", "https"},
                new String[] {"Forwarded", "for=203.0.113.7"},
                new String[] {"Origin", "https://wharf.example"})) {
            var visitor = Api.nobody(port);
            var token = csrf(visitor);

            assertThat(visitor.send(form("/demo/doors/manager", token, visitor).header(elsewhere[0], elsewhere[1]))
                            .statusCode())
                    .as("%s: %s", elsewhere[0], elsewhere[1])
                    .isEqualTo(404);
            assertThat(visitor.send(form("/demo/pace?pace=FAST", token, visitor).header(elsewhere[0], elsewhere[1]))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(location(visitor.send(visitor.request("GET", "/welcome").header(elsewhere[0], elsewhere[1]))))
                    .endsWith("/login");
            assertThat(location(visitor.send(visitor.request("GET", "/").header(elsewhere[0], elsewhere[1]))))
                    .endsWith("/login?next=%2F");
            assertThat(visitor.get("/waves").statusCode()).isEqualTo(302);
        }
    }

    /** A receipt's address is a secret, so its page tells nobody where a form comes from. */
    @Test
    void a_form_on_a_page_that_keeps_its_address_to_itself_leads_on() {
        var visitor = Api.nobody(port);
        var token = csrf(visitor);

        assertThat(visitor.send(form("/demo/go/order", token, visitor).header("Origin", "null"))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void whoever_comes_through_a_door_is_noted_as_whoever_signs_in() {
        long before = signIns();

        post(Api.nobody(port), "/demo/doors/manager");

        assertThat(signIns()).isEqualTo(before + 1);
    }

    private long signIns() {
        return scenery.inTransaction(() -> jdbc.sql(
                        "select count(*) from fact where type = 'user.signed-in' and data ->> 'by' like 'a door%'")
                .query(Long.class)
                .single());
    }

    @Test
    void the_guide_answers_whatever_page_it_is_asked_for() {
        var worker = Api.nobody(port);
        post(worker, "/demo/doors/packer");

        for (var at : List.of(
                "/floor/pack/------------------------------------",
                "/floor/pack/00000000-0000-7000-8000-000000000000",
                "/floor/returns/00000000-0000-7000-8000-000000000000",
                "/floor/pick",
                "",
                "no-path",
                "/?at=/",
                "/%00"))
            assertThat(worker.get("/demo/guide?at=" + Api.encoded(at)).statusCode())
                    .as(at)
                    .isEqualTo(200);
    }

    @Test
    void nobody_becomes_an_administrator_through_a_door() {
        var before = all(users::all).stream()
                .filter(user -> user.email().equals("merchant@wharf.local"))
                .findFirst()
                .orElseThrow();
        var person = before.id();
        all(() -> users.change(person, new UserChange(null, Role.ADMINISTRATOR, null, null, null), null));
        try {
            assertThat(post(Api.nobody(port), "/demo/doors/merchant").statusCode())
                    .isEqualTo(404);
        } finally {
            all(() -> users.change(person, new UserChange(null, before.role(), before.merchant(), null, null), null));
        }
    }

    @Test
    void the_last_step_leads_to_where_ones_own_orders_can_be_tried() {
        var visitor = Api.nobody(port);

        assertThat(path(location(post(visitor, "/demo/go/yours")))).isEqualTo("/yours");
        assertThat(visitor.get("/yours").statusCode()).isEqualTo(200);
    }

    @Test
    void only_ones_own_parcel_can_be_hurried() {
        assertThat(post(Api.nobody(port), "/demo/forward").statusCode()).isEqualTo(409);
        var visitor = Api.nobody(port);
        ordered(visitor);

        assertThat(post(visitor, "/demo/forward").statusCode())
                .as("it is not packed yet, and nobody else's is meant")
                .isEqualTo(409);
    }

    @Test
    void an_unknown_door_is_not_found() {
        assertThat(post(Api.nobody(port), "/demo/doors/administrator").statusCode())
                .isEqualTo(404);
        assertThat(post(Api.nobody(port), "/demo/go/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void the_cart_is_filled_and_waits_for_the_same_visitor() {
        var visitor = Api.nobody(port);
        var checkout = location(post(visitor, "/demo/doors/shopper"));

        assertThat(visitor.get(path(checkout)).body())
                .contains("Alex Visitor", "2 N Central Ave", "With you by", "tok_ok")
                .doesNotContain("[demo:");
        assertThat(visitCart(location(post(visitor, "/demo/doors/shopper")))).isEqualTo(visitCart(checkout));
        assertThat(visitor.get("/demo/guide?at=" + path(checkout)).body()).contains("Step 1 of 8", "order and pay");
    }

    @Test
    void a_visitors_order_is_left_alone_until_they_pick_it_and_then_it_is_theirs() {
        var visitor = Api.nobody(port);
        var visit = ordered(visitor);
        var fulfilment = fulfilment(visit);
        all(() -> releases.releaseAll(fulfilment.site(), Wave.Mode.BATCH));

        assertThat(fulfilment(visit).state()).isEqualTo(FulfilmentState.PLANNED);
        assertThat(yourOrder.orders()).contains(order(visit).value());
        assertThat(visitor.get("/demo/guide?at=/welcome/x").body()).contains("Pick your order");
        assertThat(visitor.get("/demo/guide?at=/welcome/x&lang=es").body())
                .contains("lang=\"es\"", "Recoja su pedido", "Paso 3 de 8", "Ocultar la guía");

        assertThat(path(location(post(visitor, "/demo/go/pick")))).isEqualTo("/floor/pick");

        assertThat(fulfilment(visit).state()).isEqualTo(FulfilmentState.RELEASED);
        assertThat(visitor.get("/floor/pick").body()).contains("Scan");
        assertThat(visitor.get("/demo/guide?at=/floor/pick").body())
                .contains("Step 3 of 8", "An empty tote", "data-code=\"T0060\"");
        var someoneElse = new Context(Scope.ALL, Actor.user("somebody else"), Lane.SCREEN);
        while (true) {
            var other = someoneElse.call(() -> batches.claim(fulfilment.site()));
            if (other.isEmpty()) break;
            var view = someoneElse.call(() -> batches.view(other.get()));
            assertThat(view.slots()).noneMatch(slot -> slot.fulfilment().equals(fulfilment.id()));
            scenery.inTransaction(() -> jdbc.sql(
                            "update pick_batch set lease_until = now() + interval '1 hour', picker_key = 'nobody' where id = :id")
                    .param("id", other.get())
                    .update());
        }
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void an_order_nobody_comes_for_goes_its_way_by_itself() {
        var visit = ordered(Api.nobody(port));
        var site = fulfilment(visit).site();

        clock.advance(VisitRows.KEPT.plus(Duration.ofMinutes(1)));
        all(care::liftExpired);
        engine.drain();
        all(() -> releases.releaseAll(site, Wave.Mode.BATCH));

        assertThat(fulfilment(visit).state()).isNotEqualTo(FulfilmentState.PLANNED);
        assertThat(yourOrder.orders()).doesNotContain(order(visit).value());
    }

    @Test
    void nobody_is_sent_picking_before_the_order_has_come_to_a_warehouse() {
        engine.drain();
        var visitor = Api.nobody(port);
        assertThat(Buying.buy(port, path(location(post(visitor, "/demo/doors/shopper")))))
                .isTrue();
        var receipt = "/demo/guide?at=/shop/coral-bay-demo/orders/abc";

        assertThat(visitor.get(receipt).body()).contains("data-again=\"true\"").doesNotContain("Pick it yourself");

        engine.drain();
        assertThat(visitor.get(receipt).body()).contains("Step 2 of 8", "Pick it yourself");
    }

    @Test
    void the_guide_says_why_this_warehouse_with_what_both_would_cost() {
        var visitor = Api.nobody(port);
        ordered(visitor);

        var guide =
                visitor.get("/demo/guide?at=/shop/coral-bay-demo/orders/abc").body();

        assertThat(guide).contains("Step 2 of 8", "PHX", "FTM", "Cost", "Why?");
    }

    @Test
    void a_reset_keeps_the_doors_and_forgets_the_visits() {
        var visitor = Api.nobody(port);
        ordered(visitor);

        reset.reset();

        assertThat(all(doors::isSeeded)).isTrue();
        assertThat(yourOrder.orders()).isEmpty();
        assertThat(all(paces::pace)).isEqualTo(Pace.NORMAL);
        assertThat(location(post(visitor, "/demo/doors/shopper"))).contains("/checkout/");
        assertThat(post(Api.nobody(port), "/demo/doors/manager").statusCode()).isEqualTo(302);
        assertThat(scenery.broken()).isEmpty();
    }

    private Visit ordered(Api visitor) {
        engine.drain();
        var checkout = path(location(post(visitor, "/demo/doors/shopper")));
        assertThat(Buying.buy(port, checkout)).isTrue();
        engine.drain();
        return all(() -> visits.byCart(visitCart(checkout))).orElseThrow();
    }

    /** The newest visit's cart: of tokens only the shop knows what they mean. */
    private UUID visitCart(String checkout) {
        assertThat(checkout).contains("/shop/coral-bay-demo/checkout/");
        return scenery.inTransaction(() -> jdbc.sql("select cart_id from demo_visit order by begun_at desc limit 1")
                .query(UUID.class)
                .single());
    }

    private FulfilmentView fulfilment(Visit visit) {
        return all(() -> fulfilments.of(order(visit))).getFirst();
    }

    private static OrderId order(Visit visit) {
        return Objects.requireNonNull(visit.order());
    }

    private HttpResponse<String> post(Api visitor, String path) {
        return visitor.send(form(path, csrf(visitor), visitor));
    }

    private static HttpRequest.Builder form(String path, String token, Api visitor) {
        return visitor.request("POST", path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method("POST", BodyPublishers.ofString("_csrf=" + Api.encoded(token)));
    }

    private static String csrf(Api visitor) {
        var token = CSRF.matcher(visitor.get("/welcome").body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String path(String location) {
        return java.net.URI.create(location).getPath();
    }
}
