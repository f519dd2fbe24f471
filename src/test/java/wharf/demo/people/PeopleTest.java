package wharf.demo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.demo.DemoBuyer;
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
                merchants,
                DemoBuyer.all(),
                new Random(7),
                said::add);
        for (int i = 0; i < ORDERS; i++) shopper.order();
        engine.drain();
        assertThat(said).anyMatch(line -> line.startsWith("buys ")).anyMatch(line -> line.startsWith("orders "));
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

    private java.util.Map<String, Long> states() {
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

    private Caller caller(List<String> scopes) {
        var token = all(() -> tokens.issue(new NewApiToken(Scenery.unique("person"), scopes, null, null)));
        return new Caller(base, token.secret(), journal);
    }
}
