package wharf.platform.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import com.jayway.jsonpath.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.endpoints.Api;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.WharfPrincipal;
import wharf.platform.WorkEngine;
import wharf.platform.list.ListAction;
import wharf.shared.Actor;
import wharf.shared.Authority;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** One thing done to many orders: by API and screen, with refusals, a stop midway, taking back, and a death in between. */
@WharfTest
class BulkJobsTest {
    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    OrderIntake intake;

    @Autowired
    ApiTokens tokens;

    @Autowired
    List<BulkAction> actions;

    @Autowired
    WorkEngine work;

    @Autowired
    BulkRows rows;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    MerchantId merchant;
    WarehouseId site;
    Api manager;

    @BeforeEach
    void aSiteThatReleasesByHand() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        scenery.releaseByHand(site);
        scenery.receive(merchant, scenery.item(merchant, "MUG"), scenery.bin(site, "A-01"), 50);
        manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
    }

    @Test
    void ordersAreHeldTogetherAndThoseThatCannotBeAreListedWithTheReason() {
        var orders = orders(3);
        cancel(orders.getFirst());

        var job = done(start("hold-orders", orders, "reason", "Check the address"));

        assertThat(count(job, "done")).isEqualTo(2);
        assertThat(count(job, "refused")).isEqualTo(1);
        assertThat(read(job, "$.job.state")).isEqualTo("FINISHED");
        assertThat(read(job, "$.refused[0].path")).isEqualTo("/orders/" + orders.getFirst());
        assertThat(read(job, "$.refused[0].reason")).contains("left or is cancelled");
        assertThat(holds(orders)).isEqualTo(2);
        assertThat(manager.get("/orders/" + orders.getLast()).body()).contains("Check the address");
        assertThat(manager.get("/bulk/" + read(job, "$.job.id")).body())
                .contains("Put on hold", "Finished, some refused", "Undo what was done", "left or is cancelled");
    }

    @Test
    void whatWasHeldIsTakenBackOnceAndTheSecondUndoIsTheFirst() {
        var orders = orders(2);
        var job = read(done(start("hold-orders", orders, "reason", "Wait")), "$.job.id");

        var undo = read(post("/api/v1/bulk-jobs/" + job + "/undo", null, 202), "$.id");
        assertThat(read(post("/api/v1/bulk-jobs/" + job + "/undo", null, 202), "$.id"))
                .isEqualTo(undo);
        work.drain();

        assertThat(holds(orders)).isZero();
        assertThat(manager.get("/bulk/" + undo).body()).contains("Undo: Put on hold", "The job it takes back");
        assertThat(manager.get("/bulk/" + job).body()).contains("taken back").doesNotContain("Undo what was done");
        assertThat(post("/api/v1/bulk-jobs/" + undo + "/undo", null, 409)).contains("cannot-be-undone");
    }

    @Test
    void theSameRequestTwiceIsOneJob() {
        var orders = orders(1);
        var request = UUID.randomUUID();

        var first = read(start(body("hold-orders", orders, request, "reason", "Wait"), 202), "$.id");
        var second = read(start(body("hold-orders", orders, request, "reason", "Wait"), 202), "$.id");
        work.drain();

        assertThat(second).isEqualTo(first);
        assertThat(holds(orders)).isEqualTo(1);
    }

    @Test
    void allThatMatchAreCancelledAfterAPreviewOfTheSumsAndATypedNumber() {
        var orders = orders(3);
        var filters = "list=orders&action=cancel-orders&all=true&merchant=" + merchant;

        assertThat(manager.get("/bulk/new?" + filters).body())
                .contains("Cancel: 3 rows", "Less to pay", "45.00 USD", "Type <strong>3</strong>");
        var unconfirmed = form("/bulk", filters + "&answer.reason=Recall&typed=2&requestId=" + UUID.randomUUID());
        assertThat(unconfirmed.statusCode()).isEqualTo(422);
        assertThat(unconfirmed.body()).contains("type 3", "Nothing is done yet");
        var started = form("/bulk", filters + "&answer.reason=Recall&typed=3&requestId=" + UUID.randomUUID());
        assertThat(started.statusCode()).isEqualTo(302);
        work.drain();

        assertThat(states(orders)).containsOnly("CANCELLED");
        assertThat(manager.get(java.net
                                .URI
                                .create(started.headers().firstValue("Location").orElseThrow())
                                .getPath())
                        .body())
                .contains("<strong>3</strong> done")
                .doesNotContain("Undo what was done");
    }

    @Test
    void ordersAreReleasedToTheFloorInOneWaveAndHeldOnesStay() {
        var orders = orders(3);
        work.drain();
        assertThat(states(orders)).containsOnly("ROUTED");
        done(start("hold-orders", orders.subList(0, 1), "reason", "Wait"));

        var job = done(start("release-orders", orders));

        assertThat(count(job, "done")).isEqualTo(2);
        assertThat(read(job, "$.refused[0].reason")).contains("It is on hold: Wait", "Lift the hold");
        assertThat(states(orders.subList(1, 3))).containsOnly("IN_FULFILMENT");
        assertThat(scenery.inTransaction(() -> jdbc.sql("select count(*) from wave where warehouse_id = :site")
                        .param("site", site.value())
                        .query(Integer.class)
                        .single()))
                .isEqualTo(1);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aPriorityIsChangedAndTakenBack() {
        var orders = orders(2);

        var job = read(done(start("change-priority", orders, "priority", "20")), "$.job.id");
        assertThat(priorities(orders)).containsOnly(20);
        post("/api/v1/bulk-jobs/" + job + "/undo", null, 202);
        work.drain();

        assertThat(priorities(orders)).containsOnly(0);
        assertThat(post("/api/v1/bulk-jobs", body("change-priority", orders, UUID.randomUUID(), "priority", "7"), 422))
                .contains("Choose one of what is offered");
    }

    @Test
    void whatWasChangedAgainSinceStaysAndTheRestIsTakenBack() {
        var orders = orders(2);
        var job = read(done(start("change-priority", orders, "priority", "20")), "$.job.id");
        done(start("change-priority", orders.subList(0, 1), "priority", "10"));

        var undo = done(post("/api/v1/bulk-jobs/" + job + "/undo", null, 202));

        assertThat(priorities(orders)).containsExactlyInAnyOrder(10, 0);
        assertThat(count(undo, "done")).isEqualTo(1);
        assertThat(read(undo, "$.refused[0].reason")).contains("changed again since");
        assertThat(read(undo, "$.refused[0].key")).isEqualTo(orders.getFirst().toString());
    }

    @Test
    void holdsPlacedByHandComeBackAsTheyWere() {
        var order = orders(1).getFirst();
        post("/api/v1/orders/" + order + "/holds", "{\"reason\": \"Gift\", \"gates\": [\"PACK\"]}", 201);
        post("/api/v1/orders/" + order + "/holds", "{\"reason\": \"Ring first\", \"gates\": [\"SHIP\"]}", 201);

        var job = read(done(start("lift-holds", List.of(order), "kind", "MANUAL")), "$.job.id");
        assertThat(holds(List.of(order))).isZero();
        done(post("/api/v1/bulk-jobs/" + job + "/undo", null, 202));

        assertThat(openHolds(order)).containsExactlyInAnyOrder("Gift {PACK}", "Ring first {SHIP}");
    }

    @Test
    void whatCannotBeUndoneStartsOnlyWithTheNumberOfRowsThereAreByNow() {
        var orders = orders(2);

        assertThat(start(body("cancel-orders", orders, UUID.randomUUID(), "reason", "Recall"), 422))
                .contains("not-confirmed", "type 2");
        var seen = allOfTheMerchant("cancel-orders", 2);
        orders(1);
        assertThat(start(seen, 422)).contains("type 3");
        start(allOfTheMerchant("cancel-orders", 3), 202);
        work.drain();

        assertThat(states(orders)).containsOnly("CANCELLED");
    }

    @Test
    void aFilterThatTheListHasNotMeansNobodysRows() {
        orders(1);
        var misspelt = """
                {"list": "orders", "action": "hold-orders", "filters": {"merchnt": "%s"}, "answers": {"reason": "Wait"}}
                """.formatted(merchant);

        assertThat(start(misspelt, 422)).contains("unknown-filter", "filters.merchnt", "text, state, held");
    }

    @Test
    void nobodyIsOfferedWhatTheyCannotStart() {
        for (var role : Role.values())
            if (!role.authorities().contains(Authority.ORDERS_WRITE))
                assertThat(actions)
                        .as(role.label())
                        .noneMatch(action -> role.authorities().contains(action.authority()));
    }

    @Test
    void anAnswerThatCannotBeKeptIsRefused() {
        assertThat(start(body("hold-orders", orders(1), UUID.randomUUID(), "reason", "a\\u0007b"), 422))
                .contains("bad-characters");
    }

    @Test
    void aJobEndsWithTheRightOfWhoStartedIt() {
        var orders = orders(2);
        var token = all(
                () -> tokens.issue(new NewApiToken("shop", List.of("orders:read", "orders:write"), merchant, null)));
        var shop = Api.program(port, token.secret());
        var job = read(
                shop.send("POST", "/api/v1/bulk-jobs", body("hold-orders", orders, UUID.randomUUID(), "reason", "Wait"))
                        .body(),
                "$.id");
        all(() -> tokens.revoke(token.token().id()));
        work.drain();

        assertThat(holds(orders)).isZero();
        var seen = manager.get("/api/v1/bulk-jobs/" + job).body();
        assertThat(read(seen, "$.job.state")).isEqualTo("FINISHED");
        assertThat(count(seen, "refused")).isEqualTo(2);
        assertThat(read(seen, "$.refused[0].reason")).contains("may not do this any more");
    }

    @Test
    void aMerchantsPeopleReachTheirOwnOrdersOnlyAndWhatTheyMay() {
        var own = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);
        var stranger = people.signedIn(port, Role.MERCHANT_ADMIN, scenery.merchant());
        var orders = orders(1);
        var body = body("hold-orders", orders, UUID.randomUUID(), "reason", "Wait");

        assertThat(stranger.send("POST", "/api/v1/bulk-jobs", body).statusCode())
                .isEqualTo(404);
        assertThat(own.send("POST", "/api/v1/bulk-jobs", body("release-orders", orders, UUID.randomUUID()))
                        .statusCode())
                .isEqualTo(403);
        var job = read(own.send("POST", "/api/v1/bulk-jobs", body).body(), "$.id");
        work.drain();

        assertThat(holds(orders)).isEqualTo(1);
        assertThat(own.get("/api/v1/bulk-jobs/" + job).statusCode()).isEqualTo(200);
        assertThat(stranger.get("/api/v1/bulk-jobs/" + job).statusCode()).isEqualTo(404);
    }

    @Test
    void aJobIsStoppedMidwayAndTheRestIsLeftAlone() {
        var fake = new Fake(2);
        var job = job(fake, 5);
        fake.meanwhile = () -> transaction.executeWithoutResult(status -> rows.cancel(job));

        all(() -> step(fake).run(List.of(job)));

        var seen = scenery.inTransaction(() -> rows.find(job)).orElseThrow();
        assertThat(seen.state()).isEqualTo(BulkJob.State.CANCELLED);
        assertThat(fake.done).hasSize(2);
        assertThat(seen.done()).isEqualTo(2);
        assertThat(seen.skipped()).isEqualTo(3);
    }

    @Test
    void aNodeThatDiesMidwayHasDoneEachRowOnceWhenAnotherHasFinished() {
        var fake = new Fake(3);
        var job = job(fake, 60);
        fake.meanwhile = () -> {
            throw new OutOfMemoryError("killed");
        };

        assertThatThrownBy(() -> all(() -> step(fake).run(List.of(job)))).isInstanceOf(OutOfMemoryError.class);
        var half = scenery.inTransaction(() -> rows.find(job)).orElseThrow();
        assertThat(half.done()).isEqualTo(2);
        fake.meanwhile = () -> {};
        all(() -> step(fake).run(List.of(job)));

        var seen = scenery.inTransaction(() -> rows.find(job)).orElseThrow();
        assertThat(seen.state()).isEqualTo(BulkJob.State.FINISHED);
        assertThat(seen.done()).isEqualTo(60);
        assertThat(scenery.inTransaction(() -> jdbc.sql("select count(*) from fact where root = :root")
                        .param("root", job)
                        .query(Integer.class)
                        .single()))
                .isEqualTo(60);
    }

    @Test
    void aRowThatMeetsAFaultOfOursIsListedAndTheOthersGoOn() {
        var fake = new Fake(2);
        var job = job(fake, 4);
        fake.meanwhile = () -> {
            throw new IllegalStateException("a fault");
        };

        all(() -> step(fake).run(List.of(job)));

        var seen = scenery.inTransaction(() -> rows.find(job)).orElseThrow();
        assertThat(seen.done()).isEqualTo(3);
        assertThat(seen.refused()).isEqualTo(1);
    }

    @Test
    void aFaultInOneOfThoseDoneTogetherHoldsUpNoOther() {
        var together = new FakeTogether();
        var job = job(together, 4);
        together.meanwhile = keys -> {
            if (keys.contains("2")) throw new IllegalStateException("a fault");
        };

        all(() -> step(together).run(List.of(job)));

        var seen = scenery.inTransaction(() -> rows.find(job)).orElseThrow();
        assertThat(seen.state()).isEqualTo(BulkJob.State.FINISHED);
        assertThat(seen.done()).isEqualTo(3);
        assertThat(seen.refused()).isEqualTo(1);
    }

    @Test
    void whatWasDoneTogetherWhileTheJobWasStoppedCountsAsDone() {
        var together = new FakeTogether();
        var job = job(together, 30);
        together.meanwhile = keys -> transaction.executeWithoutResult(status -> rows.cancel(job));

        all(() -> step(together).run(List.of(job)));

        var seen = scenery.inTransaction(() -> rows.find(job)).orElseThrow();
        assertThat(seen.state()).isEqualTo(BulkJob.State.CANCELLED);
        assertThat(seen.done()).isEqualTo(25);
        assertThat(seen.skipped()).isEqualTo(5);
    }

    /** What all actions of this test have in common: rows of the list of orders that are called by their key. */
    private interface Faked extends ListAction {
        @Override
        default String name() {
            return "fake";
        }

        @Override
        default String list() {
            return "orders";
        }

        @Override
        default String label() {
            return "Fake";
        }

        @Override
        default String authority() {
            return "orders:write";
        }

        @Override
        default Map<String, String> names(List<String> keys) {
            return keys.stream().collect(Collectors.toMap(key -> key, key -> "Row " + key));
        }

        @Override
        default String path(String key) {
            return "/";
        }
    }

    private static final class FakeTogether implements Faked, BulkAction.Together {
        private Consumer<List<String>> meanwhile = keys -> {};

        @Override
        public Map<String, String> apply(List<String> keys, Map<String, String> answers) {
            meanwhile.accept(keys);
            return Map.of();
        }
    }

    /** Writes one fact a row; when a certain row comes, something happens in the middle of it. */
    private final class Fake implements Faked, BulkAction.Final {
        private final int when;
        private final List<String> done = new ArrayList<>();
        private Runnable meanwhile = () -> {};
        private UUID root = new UUID(0, 0);

        private Fake(int when) {
            this.when = when;
        }

        @Override
        public void apply(String key, Map<String, String> answers) {
            done.add(key);
            jdbc.sql("""
                    insert into fact (occurred_at, merchant_id, root, subject_kind, subject, type, actor_kind, actor)
                    values (now(), :merchant, :root, 'row', :root, 'test.row', 'SYSTEM', 'test')
                    """)
                    .param("merchant", merchant.value())
                    .param("root", root)
                    .update();
            if (done.size() == when) meanwhile.run();
        }
    }

    private BulkStep step(BulkAction action) {
        return new BulkStep(
                rows,
                new StaticListableBeanFactory(Map.of("action", action)).getBeanProvider(BulkAction.class),
                key -> Optional.of(new WharfPrincipal(
                        Actor.Kind.USER, key, "somebody", null, Optional.of(merchant), Set.of("orders:write"))),
                transaction);
    }

    private UUID job(Fake fake, int size) {
        fake.root = job((BulkAction) fake, size);
        return fake.root;
    }

    private UUID job(BulkAction fake, int size) {
        var id = UUID.randomUUID();
        var keys = IntStream.range(0, size).mapToObj(String::valueOf).toList();
        var job = new BulkRows.New(
                id,
                id,
                new Actor(Actor.Kind.USER, "somebody", "user:test"),
                merchant,
                fake.list(),
                fake.name(),
                Map.of(),
                null,
                size);
        return scenery.inTransaction(() -> {
            rows.create(job);
            rows.items(job, keys, keys);
            return id;
        });
    }

    private List<OrderId> orders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> all(() ->
                                intake.take(List.of(Scenery.order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1))))
                        .getFirst())
                .map(result -> ((IntakeResult.Accepted) result).id())
                .toList();
    }

    private void cancel(OrderId order) {
        post("/api/v1/orders/" + order + "/cancellations", "{\"reason\": \"not wanted\"}", 201);
    }

    private String start(String action, List<OrderId> orders, String... answer) {
        return start(body(action, orders, UUID.randomUUID(), answer), 202);
    }

    private String start(String body, int status) {
        return post("/api/v1/bulk-jobs", body, status);
    }

    private static String body(String action, List<OrderId> orders, UUID request, String... answer) {
        var keys = orders.stream().map(id -> '"' + id.toString() + '"').collect(Collectors.joining(","));
        var answers = answer.length == 0 ? "{}" : "{\"%s\": \"%s\"}".formatted(answer[0], answer[1]);
        return """
                {"list": "orders", "action": "%s", "keys": [%s], "answers": %s, "requestId": "%s"}
                """.formatted(action, keys, answers, request);
    }

    private String allOfTheMerchant(String action, int rows) {
        return """
                {"list": "orders", "action": "%s", "filters": {"merchant": "%s"}, "answers": {"reason": "Recall"}, "rows": %d}
                """.formatted(action, merchant, rows);
    }

    private String done(String started) {
        work.drain();
        return manager.get("/api/v1/bulk-jobs/" + read(started, "$.id")).body();
    }

    private String post(String path, @Nullable String json, int status) {
        var answer = manager.send("POST", path, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private java.net.http.HttpResponse<String> form(String path, String fields) {
        return manager.send(
                "POST",
                path,
                fields.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded");
    }

    private static String read(String json, String path) {
        return JsonPath.read(json, path).toString();
    }

    private static int count(String json, String name) {
        return Integer.parseInt(read(json, "$.job." + name));
    }

    private int holds(List<OrderId> orders) {
        return scenery.inTransaction(
                () -> jdbc.sql("select coalesce(sum(open_holds), 0) from orders where id = any(:ids)")
                        .param("ids", wharf.platform.Sql.ids(orders))
                        .query(Integer.class)
                        .single());
    }

    private List<String> openHolds(OrderId order) {
        return scenery.inTransaction(() -> jdbc.sql(
                        "select reason || ' ' || gates::text from order_hold where order_id = :order and lifted_at is null")
                .param("order", order.value())
                .query(String.class)
                .list());
    }

    private List<String> states(List<OrderId> orders) {
        return scenery.inTransaction(() -> jdbc.sql("select state from orders where id = any(:ids)")
                .param("ids", wharf.platform.Sql.ids(orders))
                .query(String.class)
                .list());
    }

    private List<Integer> priorities(List<OrderId> orders) {
        return scenery.inTransaction(() -> jdbc.sql("select priority from orders where id = any(:ids)")
                .param("ids", wharf.platform.Sql.ids(orders))
                .query(Integer.class)
                .list());
    }
}
