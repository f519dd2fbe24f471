package wharf.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Api;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.Work;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Stuck work tried again, much of it at once: each row says what its work is about, and leads there. */
@WharfTest
class BulkTroublesTest {
    private static final String STEP = "NOBODYS_TOO";

    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    OrderIntake intake;

    @Autowired
    WorkEngine engine;

    @Autowired
    Work work;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    MerchantId merchant;
    ItemId item;
    String sku;
    OrderId order;
    long number;
    Api manager;

    @BeforeEach
    void anOrderAndAnItem() {
        merchant = scenery.merchant();
        sku = Scenery.unique("MUG");
        item = scenery.item(merchant, sku);
        scenery.receive(merchant, item, scenery.bin(scenery.site(false), "A-01"), 10);
        var taken = (IntakeResult.Accepted) Scenery.all(
                        () -> intake.take(List.of(Scenery.order(merchant, NewOrder.Shortage.REFUSE, sku, 1))))
                .getFirst();
        order = taken.id();
        number = taken.number();
        manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
    }

    @AfterEach
    void nothingOfItIsLeft() {
        withdrawn();
    }

    @Test
    void eachRowIsNamedByItsStepAndWhatItIsAboutAndLeadsToThatThing() {
        var nobody = Ids.next();
        var subjects = List.of(order.value(), item.value(), merchant.value(), nobody);
        subjects.forEach(this::stuck);
        var job = start(subjects);
        withdrawn();
        engine.drain();

        var refused = refused(job);
        assertThat(names(refused))
                .containsExactly(
                        "Nobodys too: order " + number,
                        "Nobodys too: item " + sku,
                        "Nobodys too: " + merchantsName(),
                        "Nobodys too: " + nobody);
        // A manager sees no page of merchants, and nobody knows the last: these are where they were chosen.
        assertThat(paths(refused))
                .containsExactly("/orders/" + order, "/items/" + item, "/exceptions#stuck", "/exceptions#stuck");
        assertThat(manager.get("/bulk/" + job).body())
                .contains(
                        "<a href=\"/orders/" + order + "\">Nobodys too: order " + number + "</a>",
                        "nothing to try again");
    }

    @Test
    void whatStillWaitsIsDueAtOnceAndTheRestIsRefusedByItself() {
        stuck(order.value());
        var job = start(List.of(order.value(), item.value()));
        engine.drain();

        assertThat(names(refused(job))).containsExactly("Nobodys too: item " + sku);
        assertThat(scenery.inTransaction(() -> jdbc.sql("select attempts from work where step = :step")
                        .param("step", STEP)
                        .query(Integer.class)
                        .list()))
                .containsExactly(0);
    }

    private void stuck(UUID subject) {
        scenery.inTransaction(() -> {
            work.add(STEP, subject, merchant);
            return jdbc.sql("update work set attempts = 9 where step = :step and subject = :subject")
                    .param("step", STEP)
                    .param("subject", subject)
                    .update();
        });
    }

    private void withdrawn() {
        scenery.inTransaction(() -> jdbc.sql("delete from work where step = :step")
                .param("step", STEP)
                .update());
    }

    private String start(List<UUID> subjects) {
        var keys = subjects.stream().map(id -> "\"" + STEP + "/" + id + "\"").collect(Collectors.joining(", "));
        var answer = manager.send("POST", "/api/v1/bulk-jobs", """
                {"list": "stuck-work", "action": "retry-work", "keys": [%s]}
                """.formatted(keys));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonPath.read(answer.body(), "$.id");
    }

    private String refused(String job) {
        return manager.get("/api/v1/bulk-jobs/" + job).body();
    }

    private static List<String> names(String job) {
        return JsonPath.read(job, "$.refused[*].name");
    }

    private static List<String> paths(String job) {
        return JsonPath.read(job, "$.refused[*].path");
    }

    private String merchantsName() {
        return scenery.inTransaction(() -> jdbc.sql("select 'merchant ' || name from merchant where id = :id")
                .param("id", merchant.value())
                .query(String.class)
                .single());
    }
}
