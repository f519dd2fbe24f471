package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.identity.User;
import wharf.identity.UserChange;
import wharf.identity.Users;
import wharf.merchant.Merchants;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderList;
import wharf.platform.Context;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.platform.WorkPause;
import wharf.shared.Role;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The demo with some days of history, brought in, used and reset. */
@WharfTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoResetTest {
    private static final int DAYS = 20;

    @Autowired
    DemoReset reset;

    @Autowired
    DemoHistory history;

    @Autowired
    DemoGoods goods;

    @Autowired
    DemoSeed seed;

    @Autowired
    Users users;

    @Autowired
    WorkEngine engine;

    @Autowired
    WorkPause pause;

    @Autowired
    Scenery scenery;

    @Autowired
    Merchants merchants;

    @Autowired
    OrderList orders;

    @Autowired
    OrderIntake intake;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> true);
        registry.add("wharf.demo-history-days", () -> DAYS);
    }

    private Map<String, Long> counts() {
        return scenery.inTransaction(() -> {
            List<String> tables = jdbc.sql("""
                    select c.relname
                    from pg_class c
                    where c.relnamespace = 'public'::regnamespace
                    and c.relkind in ('r', 'p')
                    and not c.relispartition
                    and c.relname <> 'flyway_schema_history'
                    and has_table_privilege(c.oid, 'select')
                    """).query(String.class).list();
            var counts = new TreeMap<String, Long>();
            for (var table : tables)
                counts.put(
                        table,
                        jdbc.sql("select count(*) from " + table)
                                .query(Long.class)
                                .single());
            return counts;
        });
    }

    private Map<String, String> ids() {
        return Scenery.all(merchants::all).stream()
                .collect(Collectors.toMap(
                        merchant -> merchant.code(), merchant -> merchant.id().toString()));
    }

    /** What depends on who signed in, on jobs and on the first start. */
    private static Map<String, Long> comparable(Map<String, Long> counts) {
        var some = new TreeMap<>(counts);
        some.keySet()
                .removeAll(List.of(
                        "api_token",
                        "scheduled_tasks",
                        "fact",
                        "fact_cursor",
                        "delivery_look",
                        "user_session",
                        "sign_in_failure",
                        "simulated_page"));
        return some;
    }

    /** First, so that it sees the first start. */
    @Test
    @Order(1)
    void the_demo_is_used_and_then_is_as_it_was_in_the_beginning() {
        var fresh = counts();
        var merchantsBefore = ids();
        engine.drain();
        var progress = Scenery.all(history::progress).orElseThrow();
        assertThat(progress.finished()).isTrue();
        assertThat(progress.refused()).isZero();
        assertThat(progress.orders()).isGreaterThan(40 * (DAYS - 7));
        assertThat(scenery.broken()).isEmpty();
        scenery.merchant();
        assertThat(Scenery.all(goods::others)).hasSize(1);

        reset.reset();

        assertThat(Scenery.all(goods::others)).isEmpty();

        assertThat(comparable(counts())).isEqualTo(comparable(fresh));
        assertThat(ids()).isEqualTo(merchantsBefore);
        assertThat(Scenery.all(history::progress).orElseThrow().days()).isZero();
        engine.drain();
        assertThat(Scenery.all(history::progress).orElseThrow().refused()).isZero();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void people_that_somebody_has_changed_are_let_in_anew_and_the_others_stay_signed_in() {
        var before = people();
        Scenery.all(
                () -> users.change(id(before, DemoPeople.PICKER), new UserChange(null, null, null, false, null), null));
        Scenery.all(() -> users.change(
                id(before, DemoPeople.MANAGER),
                new UserChange(null, Role.ADMINISTRATOR, null, null, "nobody-knows-this"),
                null));

        reset.reset();

        var after = people();
        assertThat(after.keySet()).containsAll(DemoPeople.EMAILS);
        assertThat(person(after, DemoPeople.PICKER).enabled()).isTrue();
        assertThat(person(after, DemoPeople.MANAGER).role()).isEqualTo(Role.OPERATIONS_MANAGER);
        assertThat(id(after, DemoPeople.MANAGER)).isNotEqualTo(id(before, DemoPeople.MANAGER));
        assertThat(id(after, DemoPeople.PACKER)).isEqualTo(id(before, DemoPeople.PACKER));
    }

    private Map<String, User> people() {
        return Scenery.all(users::all).stream().collect(Collectors.toMap(User::email, user -> user));
    }

    private static UUID id(Map<String, User> people, String email) {
        return person(people, email).id();
    }

    private static User person(Map<String, User> people, String email) {
        return java.util.Objects.requireNonNull(people.get(email));
    }

    @Test
    void a_reset_cut_short_before_the_open_orders_is_ended_by_the_next_start_though_history_has_come_in() {
        Context.background("demo").run(() -> pause.still(reset::emptyAndFurnish));
        engine.drain();
        assertThat(Scenery.all(history::progress).orElseThrow().finished()).isTrue();

        seed.run(new DefaultApplicationArguments());

        var open = new OrderList.Filter(null, null, null, false, null, null, false);
        assertThat(Scenery.all(() -> orders.list(open, Turn.of(null, null, 2), 500)))
                .hasSize(42);
    }

    @Test
    void work_under_way_ends_before_a_reset_and_goes_on_after_it() {
        var begun = new CompletableFuture<Boolean>();
        var goOn = new CompletableFuture<Boolean>();
        var ended = new CompletableFuture<Boolean>();
        Thread.ofVirtual()
                .start(() -> ended.complete(pause.round(() -> {
                            begun.complete(true);
                            goOn.join();
                            return 0;
                        })
                        == 0));
        begun.join();
        var done = CompletableFuture.runAsync(reset::reset);
        assertThat(done).isNotDone();
        goOn.complete(true);

        done.join();

        assertThat(ended.join()).isTrue();
        assertThat(Scenery.all(() -> orders.list(OrderList.Filter.ALL, Turn.of(null, null, 2), 500)))
                .hasSize(42);
    }

    @Test
    void orders_after_a_reset_are_for_the_items_that_are_there_since() {
        Scenery.all(() -> intake.take(List.of(one(1))));

        reset.reset();

        assertThat(Scenery.all(() -> intake.take(List.of(one(2)))))
                .singleElement()
                .isInstanceOfSatisfying(
                        IntakeResult.Accepted.class,
                        accepted -> assertThat(accepted.backordered()).isZero());
    }

    @Test
    void orders_that_arrive_meanwhile_are_taken_or_refused_and_none_is_left_half() {
        var orderings = java.util.stream.IntStream.range(0, 20)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> Scenery.all(() -> intake.take(List.of(one(n))))))
                .toList();

        reset.reset();

        orderings.forEach(CompletableFuture::join);
        engine.drain();
        assertThat(scenery.broken()).isEmpty();
    }

    private static NewOrder one(int n) {
        var like =
                Scenery.order(wharf.shared.MerchantId.next(), NewOrder.Shortage.BACKORDER, "SB-COF-HOUSE", 1 + n % 3);
        return NewOrder.of(DemoMerchant.SABAL.code(), "web", like.externalId())
                .placedAt(like.placedAt())
                .currency("USD")
                .lines(like.lines())
                .shipTo(like.shipTo())
                .shortage(NewOrder.Shortage.BACKORDER)
                .build();
    }
}
