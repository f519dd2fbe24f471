package wharf.demo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.demo.DemoBuyer;
import wharf.demo.DemoDoors;
import wharf.demo.DemoSettings;
import wharf.identity.ApiToken;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.platform.WorkEngine;
import wharf.shared.Authority;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The simulated people do a whole day's work over the API and the shop's pages, without anybody's help. */
@WharfTest
class PeopleTest {
    private static final int ORDERS = 30;
    private static final int ROUNDS = 12;

    @LocalServerPort
    int port;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Paces paces;

    @Autowired
    WorkEngine engine;

    @Autowired
    Scenery scenery;

    @Autowired
    DemoSettings settings;

    @Autowired
    DemoDoors doors;

    @Autowired
    Simulation.Around around;

    @Autowired
    JdbcClient jdbc;

    final Journal journal = new Journal();
    final List<String> said = new ArrayList<>();
    String base;
    Caller office;
    List<Office.Site> sites;

    @DynamicPropertySource
    static void demo(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> true);
        registry.add("wharf.demo-history-days", () -> 0);
    }

    @BeforeEach
    void anOffice() {
        base = "http://127.0.0.1:" + port;
        office = caller(Authority.ALL);
        sites = new ArrayList<>();
        for (var site : office.mustGet("look", "/api/v1/warehouses"))
            sites.add(new Office.Site(
                    site.path("id").asString(),
                    site.path("code").asString(),
                    site.path("releaseMode").asString().equals("MANUAL")));
    }

    @Test
    void shoppers_order_and_the_staff_ships_it_all_but_what_is_left_alone() {
        var merchants = List.of("coral-bay-demo", "sabal-demo", "saguaro-demo");
        var shopper = new Shopper(
                caller(List.of("orders:read", "orders:write", "catalog:read", "stock:read")),
                new HostedCheckout(base, () -> {}),
                merchants.stream().collect(Collectors.toMap(code -> code, code -> "The shop of " + code)),
                DemoBuyer.all(),
                new Random(7),
                said::add);
        for (int i = 0; i < ORDERS; i++) shopper.order();
        engine.drain();
        assertThat(said)
                .anyMatch(line -> line.startsWith("buys ") && line.contains("The shop of "))
                .anyMatch(line -> line.startsWith("orders "));
        var alone = somethingOnTheFloor();

        work(merchants, alone);

        assertThat(states()).containsKey("SHIPPED");
        for (var order : alone.orders())
            assertThat(office.mustGet("look", "/api/v1/orders/" + order)
                            .path("state")
                            .asString())
                    .as("what is left alone stays on the floor")
                    .isNotIn("SHIPPED", "PARTIALLY_SHIPPED");
        assertThat(said)
                .anyMatch(line -> line.startsWith("releases a wave"))
                .anyMatch(line -> line.startsWith("packs "))
                .anyMatch(line -> line.contains("out of the door"));
        assertThat(scenery.broken()).isEmpty();
    }

    /** Packed orders stay in the list until they leave, and the newest come first: what was left behind is behind them. */
    @Test
    void what_was_left_picked_is_packed_however_many_newer_orders_there_are() {
        engine.drain();
        for (var site : sites)
            office.post("release", "/api/v1/warehouses/" + site.id() + "/waves", Map.of("most", 500));
        engine.drain();
        LeaveAlone nothing = () -> Set.of();
        for (var site : sites) {
            var before = crew(site, nothing);
            while (before.crew().pick(before.worker())) engine.drain();
        }
        assertThat(picked()).as("more than one look at the list shows").isGreaterThan(20);

        for (var site : sites) {
            var after = crew(site, nothing);
            for (int look = 0; look < ROUNDS; look++) after.crew().packLeftovers(after.worker());
        }

        assertThat(picked()).isZero();
        assertThat(scenery.broken()).isEmpty();
    }

    private long picked() {
        return office.all("look", "/api/v1/orders?state=IN_FULFILMENT&limit=200").stream()
                .flatMap(order -> office.mustGet(
                                "look", "/api/v1/orders/" + order.path("id").asString() + "/fulfilments")
                        .valueStream())
                .filter(fulfilment -> fulfilment.path("state").asString().equals("PICKED"))
                .count();
    }

    private void work(List<String> merchants, LeaveAlone alone) {
        var manager = new Office(office, said::add);
        var crews = sites.stream().map(site -> crew(site, alone)).toList();
        for (int round = 0; round < ROUNDS; round++) {
            engine.drain();
            boolean busy = manager.release(sites);
            for (var merchant : merchants) busy |= manager.restock(merchant);
            for (var crew : crews) busy |= crew.round();
            engine.drain();
            for (var crew : crews) busy |= crew.crew().shipOut() | crew.crew().tidyUp();
            if (!busy) return;
        }
    }

    private record Crew(SiteCrew crew, Worker worker) {
        boolean round() {
            boolean busy = false;
            while (crew.pick(worker)) busy = true;
            while (crew.pack(worker)) busy = true;
            return busy;
        }
    }

    private Crew crew(Office.Site site, LeaveAlone alone) {
        var chance = new Random(3);
        var habits = new Habits(1, () -> chance.nextInt(20) == 0, said::add);
        var crew = new SiteCrew(site.id(), site.code(), caller(SiteCrew.scopes()), habits, alone);
        return new Crew(crew, crew.worker(caller(SiteCrew.scopes()), habits));
    }

    /** What is packed by somebody else, and labelled, stands at the door for them. */
    private LeaveAlone somethingOnTheFloor() {
        var kept = office.mustGet("look", "/api/v1/orders?state=IN_FULFILMENT&limit=2")
                .path("items")
                .valueStream()
                .map(order -> UUID.fromString(order.path("id").asString()))
                .collect(Collectors.toUnmodifiableSet());
        assertThat(kept).isNotEmpty();
        return () -> kept;
    }

    private Map<String, Long> states() {
        return office.all("look", "/api/v1/orders?limit=200").stream()
                .collect(Collectors.groupingBy(order -> order.path("state").asString(), Collectors.counting()));
    }

    @Test
    void one_node_at_a_time_plays_them_and_another_takes_over_when_it_is_gone() {
        var one = UUID.randomUUID();
        var other = UUID.randomUUID();
        var lease = Duration.ofMinutes(1);

        all(() -> {
            paces.set(Pace.SLOW);
            return paces;
        });

        assertThat(all(() -> paces.take(one, lease))).contains(Pace.SLOW);
        assertThat(all(() -> paces.take(other, lease))).isEmpty();
        assertThat(all(() -> paces.take(one, Duration.ZERO))).contains(Pace.SLOW);
        assertThat(all(() -> paces.take(other, lease))).contains(Pace.SLOW);
        all(() -> {
            paces.leave(other);
            return paces;
        });
        assertThat(all(() -> paces.take(one, lease))).contains(Pace.SLOW);
    }

    /** Off and on again makes no new tokens; a reset of the demo, which takes them away, does. */
    @Test
    void whoever_goes_home_and_comes_back_has_the_same_token_until_it_is_taken_away() {
        nobodyPlays();
        var simulation = new Simulation(settings, doors, paces, tokens, around);
        try {
            look(simulation, Pace.SLOW);
            var first = simulated();
            assertThat(first).hasSizeGreaterThan(10);

            look(simulation, Pace.OFF);
            look(simulation, Pace.SLOW);
            assertThat(simulated()).isEqualTo(first);

            first.forEach(id -> all(() -> tokens.revoke(id)));
            look(simulation, Pace.SLOW);
            assertThat(simulated()).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
        } finally {
            simulation.stop();
        }
    }

    @Test
    void a_start_revokes_the_tokens_of_the_one_before() {
        nobodyPlays();
        var killed = new Simulation(settings, doors, paces, tokens, around);
        look(killed, Pace.SLOW);
        var before = simulated();
        nobodyPlays();
        var after = new Simulation(settings, doors, paces, tokens, around);
        try {
            look(after, Pace.SLOW);

            assertThat(simulated()).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
            all(() -> {
                killed.look();
                return true;
            });
            assertThat(simulated()).as("another plays them now").doesNotContainAnyElementsOf(before);
        } finally {
            after.stop();
            killed.stop();
        }
    }

    /** Torn away in the middle of a look at the database, they would take its connection with them. */
    @Test
    void whoever_is_sent_home_ends_what_is_in_hand_first() throws InterruptedException {
        nobodyPlays();
        var asked = new CountDownLatch(1);
        var torn = new AtomicBoolean();
        LeaveAlone slow = () -> {
            asked.countDown();
            long until = System.nanoTime() + 300_000_000L;
            while (System.nanoTime() < until && !torn.get()) {
                LockSupport.parkNanos(10_000_000L);
                if (Thread.currentThread().isInterrupted()) torn.set(true);
            }
            return Set.of();
        };
        var simulation = new Simulation(
                settings,
                doors,
                paces,
                tokens,
                new Simulation.Around(around.environment(), slow, around.diary(), around.clock()));
        try {
            look(simulation, Pace.FAST);
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            look(simulation, Pace.OFF);

            assertThat(torn).isFalse();
        } finally {
            simulation.stop();
        }
    }

    private void look(Simulation simulation, Pace pace) {
        all(() -> {
            paces.set(pace);
            simulation.look();
            return true;
        });
    }

    private void nobodyPlays() {
        scenery.inTransaction(() ->
                jdbc.sql("update demo_pace set node = null, node_until = null").update());
    }

    private Set<UUID> simulated() {
        return all(tokens::all).stream()
                .filter(token -> token.revokedAt() == null && token.name().endsWith("(simulated)"))
                .map(ApiToken::id)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "'',        127.0.0.1",
        "0.0.0.0,   127.0.0.1",
        "::,        127.0.0.1",
        "10.0.0.5,  10.0.0.5",
        "::1,       [0:0:0:0:0:0:0:1]",
    })
    void they_call_the_address_that_the_server_listens_at(String address, String host) {
        assertThat(Simulation.Around.host(address)).isEqualTo(host);
    }

    private Caller caller(List<String> scopes) {
        var token = all(() -> tokens.issue(new NewApiToken(Scenery.unique("person"), scopes, null, null)));
        return new Caller(base, token.secret(), journal);
    }
}
