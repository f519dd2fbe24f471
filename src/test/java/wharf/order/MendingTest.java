package wharf.order;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Api;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.platform.Facts;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.shared.Authority;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A parked message is mended and taken again: once, by the rules of all that come, whoever else is at it. */
@WharfTest
class MendingTest {
    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    ParkedMessages messages;

    @Autowired
    ParkedVersions versions;

    @Autowired
    ParkedPages pages;

    @Autowired
    ParkedSweep sweep;

    @Autowired
    OrderIntake intake;

    @Autowired
    Orders orders;

    @Autowired
    Facts facts;

    @Autowired
    ApiTokens tokens;

    @Autowired
    WorkEngine work;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @LocalServerPort
    int port;

    MerchantId merchant;
    Api own;
    Api program;

    @BeforeEach
    void aMerchant() {
        merchant = scenery.merchant();
        own = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);
        program = program(merchant);
        all(() -> scenery.item(merchant, "MUG"));
    }

    @Test
    void aMendedMessageBecomesTheOrderItShouldHaveBeen() {
        var wrong = wrong();
        var message = parked(wrong);

        var page = own.get(path(message)).body();
        assertThat(page).contains("There is no such item.", "<code>lines[0].sku</code>", "data-to-line=\"8\"");

        assertThat(mend(own, message, 1, text(wrong).replace("MUGG", "MUG")).statusCode())
                .isEqualTo(302);

        var mended = find(message);
        var order = order(requireNonNull(mended.orderId()));
        assertThat(mended.waits()).isFalse();
        assertThat(mended.resolution()).isEqualTo("Mended, and taken as order " + order.number() + ".");
        assertThat(mended.raw().toString()).contains("MUGG");
        assertThat(order.channel()).isEqualTo("web");
        assertThat(order.externalId()).isEqualTo(wrong.externalId());
        assertThat(order.merchant()).isEqualTo(merchant);
        assertThat(own.get(path(message)).body())
                .contains(
                        "dealt with",
                        "/orders/" + order.id(),
                        "<del>MUGG</del>",
                        "<ins>MUG</ins>",
                        mended.resolvedBy());
        assertThat(all(() -> facts.timeline(order.id().value(), 0, 100)))
                .extracting(Facts.Entry::type)
                .contains("order.received", "message.taken");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whatDoesNotPassStaysParkedWithNewReasonsAndWhatWasTyped() {
        var wrong = wrong();
        var message = parked(wrong);
        var typed = text(wrong.with().currency("XXZ").build()).replace("MUGG", "MUG");

        assertThat(mend(own, message, 1, typed).statusCode()).isEqualTo(302);

        var still = find(message);
        assertThat(still.waits()).isTrue();
        assertThat(still.version()).isEqualTo(2);
        assertThat(still.problems()).extracting(Problem::code).containsExactly("unknown-currency");
        assertThat(own.get(path(message)).body()).contains("XXZ", "not taken");
        assertThat(page(message).text()).isEqualTo(typed);
        assertThat(page(message).versions())
                .extracting(ParkedPage.Version::number)
                .containsExactly(2, 1);
        assertThat(mend(own, message, 2, typed.replace("XXZ", "USD")).statusCode())
                .isEqualTo(302);
        assertThat(find(message).waits()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "null",
                "[]",
                "{",
                "{\"lines\": [null]}",
                "{\"strange\\u0000\\ud800\": 1}",
                "{\"note\": \"a\\u0000b\"}",
                "{\"note\": \"a\", \"note\": \"b\"}",
                "{\"lines\": [{\"quantity\": 1e400}]}",
                "{\"shipTo\": \"<script>alert(1)</script>\"}"
            })
    void whateverIsTypedIsRefusedInWordsAndHarmsNothing(String typed) {
        var message = parked(wrong());

        var answer = program.send("POST", api(message, "versions"), body(1, typed));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JsonPath.<List<?>>read(answer.body(), "$.errors")).isNotEmpty();
        assertThat(own.get(path(message)).statusCode()).isEqualTo(200);
        assertThat(own.get(path(message)).body()).doesNotContain("<script>alert(1)");
        assertThat(find(message).waits()).isTrue();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aTextThatIsTooLongIsGivenBack() {
        var message = parked(wrong());
        var typed = "{\"note\": \"" + "x".repeat(Mending.LONGEST_TEXT) + "\"}";

        assertThat(program.send("POST", api(message, "versions"), body(1, typed))
                        .statusCode())
                .isEqualTo(422);
        assertThat(mend(own, message, 1, typed).statusCode()).isEqualTo(422);
        assertThat(find(message).version()).isEqualTo(1);
    }

    @Test
    void aCardNumberIsNotKept() {
        var message = parked(wrong());

        var answer = program.send(
                "POST",
                api(message, "versions"),
                body(1, "{\"tenders\": [{\"method\": \"CARD\", \"instrument\": \"4111 1111 1111 1111\"}], broken"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("card-number").doesNotContain("4111");
        assertThat(find(message).version()).isEqualTo(1);
    }

    @Test
    void aMessageStaysAboutItsOwnOrder() {
        var message = parked(wrong());
        var other = scenery.merchant();

        var answer = program.send("POST", api(message, "versions"), body(1, """
                        {"merchant": "%s", "channel": "amazon", "externalId": "other"}""".formatted(other)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JsonPath.<List<String>>read(answer.body(), "$.errors[*].field"))
                .containsExactly("merchant", "channel", "externalId");
    }

    @Test
    void whatWasMendedMeanwhileIsLookedAtFirst() {
        var wrong = wrong();
        var message = parked(wrong);
        mend(own, message, 1, text(wrong).replace("MUGG", "CUPP"));

        var late = mend(own, message, 1, text(wrong).replace("MUGG", "MUG"));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("has mended this message meanwhile", "name=\"version\" value=\"2\"");
        assertThat(late.body()).contains("MUG\"");
        assertThat(find(message).version()).isEqualTo(2);
    }

    @Test
    void ofTwoWhoMendAtOnceOneMakesTheOrder() throws Exception {
        for (int i = 0; i < 5; i++) {
            var wrong = wrong();
            var message = parked(wrong);
            var second = program(merchant);

            var answers = atOnce(
                    () -> program.send(
                                    "POST",
                                    api(message, "versions"),
                                    body(1, text(wrong).replace("MUGG", "MUG")))
                            .statusCode(),
                    () -> second.send(
                                    "POST",
                                    api(message, "versions"),
                                    body(1, text(wrong).replace("MUGG", "MUG").replace("1000", "900")))
                            .statusCode());

            assertThat(answers).containsExactlyInAnyOrder(200, 409);
            assertThat(find(message).version()).isEqualTo(2);
            assertThat(count(wrong)).isOne();
        }
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aMendRacesTheSourceAndOneOrderComesOfIt() throws Exception {
        for (int i = 0; i < 5; i++) {
            var wrong = wrong();
            var message = parked(wrong);
            var corrected = wrong.with().lines(line("MUG", 7)).build();

            var answers = atOnce(
                    () -> program.send(
                                    "POST",
                                    api(message, "versions"),
                                    body(1, text(wrong).replace("MUGG", "MUG")))
                            .statusCode(),
                    () -> all(() -> intake.take(List.of(corrected)).getFirst()) instanceof IntakeResult.Accepted
                            ? 409
                            : 200);

            assertThat(answers).containsAnyOf(200, 409).allMatch(answers.getFirst()::equals);
            assertThat(find(message).waits()).isFalse();
            assertThat(count(wrong)).isOne();
        }
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whatTheSourceCorrectedMeanwhileIsDealtWithByThat() {
        var wrong = wrong();
        var message = parked(wrong);
        var other = parked(wrong());
        all(() -> intake.take(List.of(wrong.with().lines(line("MUG", 7)).build())));

        var late = program.send(
                "POST", api(message, "versions"), body(1, text(wrong).replace("MUGG", "MUG")));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("It came again: order ");
        assertThat(find(message).waits()).isFalse();
        assertThat(find(other).waits()).isTrue();
        assertThat(count(wrong)).isOne();
    }

    @Test
    void whatCameAgainByAnotherDoorIsSettledByItself() {
        var wrong = wrong();
        var message = parked(wrong);
        var other = parked(wrong());
        all(() -> intake.take(List.of(wrong.with().lines(line("MUG", 7)).build())));

        sweep.sweep();

        assertThat(find(message).resolution()).startsWith("It came again: order ");
        assertThat(find(other).waits()).isTrue();
    }

    @Test
    void afterwardsAReplayChangesNothingAndALaterRevisionIsOne() {
        var wrong = wrong();
        var message = parked(wrong);
        mend(own, message, 1, text(wrong).replace("MUGG", "MUG"));

        parked(wrong);
        var replayed = all(() ->
                        intake.take(List.of(wrong.with().lines(line("MUG", 1)).build())))
                .getFirst();
        var revised = all(() -> intake.take(List.of(wrong.revised(1, line("MUG", 3)))))
                .getFirst();

        assertThat(find(message).waits()).isFalse();
        assertThat(find(message).version()).isEqualTo(2);
        assertThat(replayed).isInstanceOf(IntakeResult.Replayed.class);
        assertThat(revised).isInstanceOf(IntakeResult.Revising.class);
        assertThat(count(wrong)).isOne();
    }

    @Test
    void whatItsChannelSaysElseOfAMendedOrderWaitsForAPerson() {
        var wrong = wrong();
        var message = parked(wrong);
        mend(own, message, 1, text(wrong).replace("MUGG", "MUG"));

        var changed = wrong.with().note("Called off.").build();
        parked(changed);
        parked(changed);

        var again = find(message);
        assertThat(again.waits()).isTrue();
        assertThat(again.version()).isEqualTo(3);
        assertThat(again.problems()).extracting(Problem::code).containsExactly("changed-at-the-source", "unknown-sku");
        assertThat(own.get(path(message)).body()).contains("/orders/" + again.orderId());
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whatLackedSomethingIsTakenAsItIs() {
        var message = parked(wrong());
        assertThat(program.send("POST", api(message, "takings"), null).statusCode())
                .isEqualTo(422);
        all(() -> scenery.item(merchant, "MUGG"));

        var taken = program.send("POST", api(message, "takings"), null);

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(taken.body(), "$.resolution")).startsWith("Taken again as it came: order ");
        assertThat(find(message).version()).isEqualTo(1);
        assertThat(program.send("POST", api(message, "takings"), null).statusCode())
                .isEqualTo(409);
        var detail = program.get(api(message, "").replaceAll("/$", ""));
        assertThat(JsonPath.<List<?>>read(detail.body(), "$.versions[0].tries")).hasSize(3);
    }

    @Test
    void theTextAsItIsMakesNoVersion() {
        var message = parked(wrong());
        all(() -> scenery.item(merchant, "MUGG"));

        mend(own, message, 1, page(message).text().replace("\n", "\r\n"));

        assertThat(find(message).waits()).isFalse();
        assertThat(find(message).version()).isEqualTo(1);
    }

    @Test
    void anEarlierVersionCanBeMendedInstead() {
        var wrong = wrong();
        var message = parked(wrong);
        mend(own, message, 1, "{\n  broken");

        assertThat(own.get(path(message)).body()).contains("data-to-line=\"2\"", "?from=1");
        assertThat(own.get(path(message) + "?from=1").body()).contains("name=\"version\" value=\"2\"", "MUGG\"");
        assertThat(own.get(path(message) + "?from=7").body()).contains("broken");
    }

    @Test
    void manyAreTakenAgainAtOnce() {
        var fits = parked(wrong());
        var wrong = parked(wrong().with().lines(line("CUPP", 1)).build());
        var bare = bare();
        all(() -> scenery.item(merchant, "MUGG"));

        var started = program.send("POST", "/api/v1/bulk-jobs", """
                {"list": "parked-messages", "action": "take-messages", "keys": ["%s", "%s", "%s"]}""".formatted(fits.id(), wrong.id(), bare.id()));
        work.drain();

        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(find(fits).orderId()).isNotNull();
        assertThat(find(wrong).waits()).isTrue();
        assertThat(find(bare).waits()).isTrue();
        assertThat(program.get("/api/v1/bulk-jobs/" + JsonPath.read(started.body(), "$.id"))
                        .body())
                .contains("can only be sent again by their source", "CUPP");
    }

    @Test
    void whatDiedWhileItWasTakenIsTakenUpAgain() {
        var message = parked(wrong());
        all(() -> scenery.item(merchant, "MUGG"));
        scenery.inTransaction(() -> {
            var locked = versions.lock(message.id());
            versions.begin(locked, versions.last(locked));
            return jdbc.sql("update parked_message set taking_since = taking_since - interval '1 hour' where id = :id")
                    .param("id", message.id())
                    .update();
        });

        sweep.sweep();

        assertThat(find(message).waits()).isFalse();
        assertThat(find(message).orderId()).isNotNull();
    }

    @Test
    void whatItsChannelSendsWhileItIsTakenWaitsForAPerson() {
        var wrong = wrong();
        var message = parked(wrong);
        var order = (IntakeResult.Accepted) all(() ->
                        intake.take(List.of(wrong.with().lines(line("MUG", 1)).build())))
                .getFirst();
        parked(wrong.with().note("Two, please.").build());

        scenery.inTransaction(() -> {
            versions.taken(versions.lock(message.id()), 1, order.id(), "Taken.");
            return true;
        });

        var again = find(message);
        assertThat(again.waits()).isTrue();
        assertThat(again.orderId()).isEqualTo(order.id());
        assertThat(again.problems()).extracting(Problem::code).containsExactly("changed-at-the-source", "unknown-sku");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aViewerOnlyReadsAndAStrangerSeesNothing() {
        var message = parked(wrong());
        var viewer = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);
        var stranger = people.signedIn(port, Role.MERCHANT_ADMIN, scenery.merchant());
        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);

        assertThat(viewer.get(path(message)).body()).contains("MUGG").doesNotContain("<textarea");
        assertThat(mend(viewer, message, 1, "{}").statusCode()).isEqualTo(403);
        assertThat(mend(stranger, message, 1, "{}").statusCode()).isEqualTo(404);
        assertThat(find(message).version()).isEqualTo(1);
        assertThat(mend(manager, message, 1, "{}").statusCode()).isEqualTo(302);
        assertThat(find(message).version()).isEqualTo(2);
    }

    @Test
    void anInvariantNoticesAMessageThatBecameAnotherOrder() {
        var message = parked(wrong());
        var another = (IntakeResult.Accepted) all(() ->
                        intake.take(List.of(wrong().with().lines(line("MUG", 1)).build())))
                .getFirst();
        link(message, another.id());
        try {
            assertThat(scenery.broken())
                    .singleElement()
                    .asString()
                    .contains("parked-message-became-its-order", "" + message.id());
        } finally {
            link(message, null);
        }
    }

    private void link(ParkedMessages.Parked message, @Nullable OrderId order) {
        scenery.inTransaction(() -> jdbc.sql("update parked_message set order_id = :order where id = :id")
                .param("order", order == null ? null : order.value(), java.sql.Types.OTHER)
                .param("id", message.id())
                .update());
    }

    private NewOrder wrong() {
        return Scenery.order(merchant, NewOrder.Shortage.BACKORDER, "MUGG", 1);
    }

    private static List<NewOrder.@Nullable Line> line(String sku, int quantity) {
        return List.of(new NewOrder.Line(sku, quantity, 1000L, null, null, null, null, null));
    }

    private String text(NewOrder order) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(order);
    }

    private String body(int version, String text) {
        return json.writeValueAsString(Map.of("version", version, "text", text));
    }

    private ParkedMessages.Parked parked(NewOrder order) {
        return park(order.externalId(), ParkedMessages.ORDER_FORM, order);
    }

    private ParkedMessages.Parked bare() {
        return park(Scenery.unique("B"), null, Map.of("id", 1));
    }

    private ParkedMessages.Parked park(@Nullable String external, @Nullable String form, Object raw) {
        return all(() -> {
            messages.park(List.of(new ParkedMessages.NewParked(
                    merchant,
                    "web",
                    external,
                    form,
                    raw,
                    List.of(Problem.of("unknown-sku", "lines[0].sku", "MUGG", "There is no such item.")))));
            return messages.list(merchant, null, Turn.START, 200).stream()
                    .filter(message -> requireNonNull(external).equals(message.externalId()))
                    .findFirst()
                    .orElseThrow();
        });
    }

    private HttpResponse<String> mend(Api who, ParkedMessages.Parked message, int version, String text) {
        return who.send(
                "POST",
                path(message) + "/versions",
                ("version=" + version + "&text=" + Api.encoded(text)).getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded");
    }

    private static String path(ParkedMessages.Parked message) {
        return "/parked-messages/" + message.id();
    }

    private static String api(ParkedMessages.Parked message, String what) {
        return "/api/v1" + path(message) + "/" + what;
    }

    private Api program(MerchantId merchant) {
        return Api.program(
                port,
                all(() -> tokens.issue(new NewApiToken(
                                Scenery.unique("mending"),
                                List.of(Authority.ORDERS_READ, Authority.ORDERS_WRITE, Authority.CATALOG_WRITE),
                                merchant,
                                null)))
                        .secret());
    }

    private ParkedMessages.Parked find(ParkedMessages.Parked message) {
        return all(() -> messages.find(message.id()));
    }

    private ParkedPage page(ParkedMessages.Parked message) {
        return all(() -> pages.page(message.id()));
    }

    private OrderView order(OrderId id) {
        return all(() -> orders.find(id)).orElseThrow();
    }

    private long count(NewOrder order) {
        return scenery.inTransaction(() -> jdbc.sql("select count(*) from orders where external_id = :external")
                .param("external", order.externalId())
                .query(Long.class)
                .single());
    }

    private static List<Integer> atOnce(Callable<Integer> one, Callable<Integer> other)
            throws InterruptedException, ExecutionException {
        var barrier = new CyclicBarrier(2);
        try (var pool = Executors.newFixedThreadPool(2)) {
            var first = pool.submit(() -> {
                barrier.await();
                return one.call();
            });
            var second = pool.submit(() -> {
                barrier.await();
                return other.call();
            });
            return List.of(first.get(), second.get());
        }
    }
}
