package wharf.order;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.shared.Authority;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** What could not become an order: seen as it came, and dealt with, one by one or many at once. */
@WharfTest
class ParkedMessagesTest {
    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    ParkedMessages messages;

    @Autowired
    ApiTokens tokens;

    @Autowired
    WorkEngine work;

    @LocalServerPort
    int port;

    MerchantId merchant;
    Api own;

    @BeforeEach
    void aMerchant() {
        merchant = scenery.merchant();
        own = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);
    }

    @Test
    void aParkedMessageIsReadAsItCameWithWhatIsWrongWithIt() {
        var message = parked("M-1");

        assertThat(own.get("/parked-messages?resolved=false").body())
                .contains("/parked-messages/" + message.id(), "There is no line.");
        assertThat(own.get("/parked-messages/" + message.id()).body())
                .contains("There is no line.", "<code>lines</code>", "\"id\" : \"M-1\"", "waiting");
        assertThat(people.signedIn(port, Role.OPERATIONS_MANAGER)
                        .get("/exceptions")
                        .body())
                .contains("/parked-messages/" + message.id());
        assertThat(own.get("/parked-messages.csv").body()).contains("web,M-1,There is no line.");
    }

    @Test
    void itIsDealtWithOnceInWordsThatStayWithIt() {
        var message = parked("M-2");

        deal(message, "Rang the shop; <b>placed</b> by hand.");

        assertThat(own.get("/parked-messages/" + message.id()).body())
                .contains("Rang the shop; &lt;b&gt;placed", "dealt with");
        assertThat(own.get("/parked-messages?resolved=false").body())
                .doesNotContain("/parked-messages/" + message.id());
        assertThat(own.get("/parked-messages?resolved=true").body()).contains("/parked-messages/" + message.id());
        deal(message, "Again.");
        assertThat(own.get("/parked-messages/" + message.id()).body()).doesNotContain("Again.");
    }

    @Test
    void howItWasDealtWithIsSaid() {
        var message = parked("M-3");

        deal(message, "  ");
        deal(message, "x".repeat(501));
        deal(message, "a\u0000b");

        assertThat(find(message).waits()).isTrue();
    }

    @Test
    void theListIsReadOnwardAndBack() {
        var first = parked("M-8");
        var second = parked("M-9");

        assertThat(own.get("/parked-messages?after=" + first.cursor()).body())
                .contains("/parked-messages/" + second.id())
                .doesNotContain("/parked-messages/" + first.id());
        assertThat(own.get("/parked-messages?before=" + second.cursor()).body())
                .contains("/parked-messages/" + first.id())
                .doesNotContain("/parked-messages/" + second.id());
    }

    @Test
    void nobodyElseSeesIt() {
        var message = parked("M-4");
        var stranger = people.signedIn(port, Role.MERCHANT_ADMIN, scenery.merchant());

        assertThat(stranger.get("/parked-messages").body()).doesNotContain("" + message.id());
        assertThat(stranger.get("/parked-messages/" + message.id()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void manyAreDealtWithAtOnce() {
        var first = parked("M-5");
        var second = parked("M-6");
        var third = parked("M-7");
        var program = Api.program(
                port,
                all(() -> tokens.issue(new NewApiToken(
                                Scenery.unique("bulk"),
                                List.of(Authority.ORDERS_READ, Authority.ORDERS_WRITE),
                                merchant,
                                null)))
                        .secret());
        deal(third, "Before.");

        var started = program.send("POST", "/api/v1/bulk-jobs", """
                {"list": "parked-messages", "action": "resolve-messages", "keys": ["%s", "%s", "%s"], "answers": {"resolution": "A test of the shop's."}}""".formatted(first.id(), second.id(), third.id()));
        work.drain();

        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(find(first).resolution()).isEqualTo("A test of the shop's.");
        assertThat(find(second).waits()).isFalse();
        assertThat(find(third).resolution()).isEqualTo("Before.");
        assertThat(program.get("/api/v1/bulk-jobs/" + JsonPath.read(started.body(), "$.id"))
                        .body())
                .contains("dealt with by");
    }

    private void deal(ParkedMessages.Parked message, String resolution) {
        own.send(
                "POST",
                "/parked-messages/" + message.id() + "/resolution",
                ("resolution=" + Api.encoded(resolution)).getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded");
    }

    private ParkedMessages.Parked find(ParkedMessages.Parked message) {
        return all(() -> messages.find(message.id()));
    }

    private ParkedMessages.Parked parked(String external) {
        return all(() -> {
            messages.park(List.of(new ParkedMessages.NewParked(
                    merchant,
                    "web",
                    external,
                    null,
                    Map.of("id", external),
                    List.of(Problem.of("no-lines", "lines", null, "There is no line.")))));
            return messages.list(merchant, false, Turn.START, 100).stream()
                    .filter(message -> Optional.of(external).equals(Optional.ofNullable(message.externalId())))
                    .findFirst()
                    .orElseThrow();
        });
    }
}
