package wharf.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.returns.ReturnScenery.exchange;
import static wharf.returns.ReturnScenery.refund;
import static wharf.testing.Scenery.all;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Api;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A shopper keeps it after all: on their page, until the parcel is handed in, and told why not afterwards. */
@WharfTest
class ReturnCallOffTest {
    @Autowired
    ReturnScenery dock;

    @Autowired
    Returns returns;

    @Autowired
    Receiving receiving;

    @Autowired
    ReturnPolicies policies;

    @Autowired
    ReturnLinks links;

    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    ReturnScenery.Shop shop;
    Api shopper;

    @BeforeEach
    void aShop() {
        shop = dock.shop("MUG");
        shopper = Api.nobody(port);
    }

    @AfterEach
    void nothingIsBroken() {
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whatTheShopStillLooksAtIsCalledOffOnTheShoppersPageAndCanBeAskedForAnew() {
        policy(false, null);
        var order = dock.shipped(shop, "MUG", 1);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        assertThat(wanted.state()).isEqualTo(ReturnState.REQUESTED);
        assertThat(shopper.get(page(wanted)).body())
                .contains(
                        "I keep it after all",
                        "you keep the items, and nothing is paid back",
                        "does not have to decide")
                .doesNotContain("Your label and QR code");

        assertThat(callOff(wanted).statusCode()).isEqualTo(302);

        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.CANCELLED);
        assertThat(shopper.get(page(wanted)).body())
                .contains("Cancelled", "You keep the items.")
                .doesNotContain("I keep it after all");
        assertThat(mails(wanted)).containsExactly("Your return " + wanted.name() + " is called off");
        assertThatThrownBy(() -> all(() -> done(() -> returns.authorise(wanted.id(), null))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("waits to be authorised");
        assertThat(dock.request(refund(order, 1, 1, "CHANGED_MIND")).state()).isEqualTo(ReturnState.REQUESTED);
    }

    @Test
    void anApprovedOneGivesItsLabelBackAndToBeCalledOffTwiceIsToldOnce() {
        var wanted = dock.request(exchange(dock.shipped(shop, "MUG", 1), 1, 1, "MUG"));
        assertThat(shopper.get(page(wanted)).body())
                .contains("nothing is exchanged or paid back", "Your label and QR code do not count any more");

        assertThat(callOff(wanted).statusCode()).isEqualTo(302);
        assertThat(callOff(wanted).statusCode()).isEqualTo(302);
        dock.drain();

        var over = dock.view(wanted.id());
        assertThat(over.state()).isEqualTo(ReturnState.CANCELLED);
        assertThat(over.exchanges()).isEmpty();
        assertThat(Objects.requireNonNull(over.label()).isBought()).isFalse();
        assertThat(shopper.get(page(wanted).replace("?", "/label.pdf?")).statusCode())
                .isEqualTo(404);
        assertThat(mails(wanted))
                .containsExactly(
                        "Your return " + wanted.name() + " is ready to send",
                        "Your return " + wanted.name() + " is called off");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | the parcel has been handed in
            es | el paquete ya se ha entregado
            pt | o pacote já foi entregue
            fr | le colis a été déposé
            """)
    void whatIsHandedInIsNotCalledOffAndThePageSaysWhyInTheShoppersLanguage(String language, String why) {
        var wanted = dock.request(refund(dock.shipped(shop, "MUG", 1), 1, 1, "CHANGED_MIND"));
        all(() -> done(() -> returns.handedOver(wanted.id())));

        var answer = callOff(wanted, language);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains(why).doesNotContain("/cancel?");
        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.IN_TRANSIT);
        assertThat(mails(wanted)).hasSize(1);
    }

    @Test
    void onceSomethingIsCountedAtTheDockTheShopperCannotCallOffTheRestButAPersonOfTheMerchantCan() {
        var wanted = dock.request(refund(dock.shipped(shop, "MUG", 2), 1, 2, "CHANGED_MIND"));
        dock.count(shop, wanted.id(), 1, 1);
        assertThat(shopper.get(page(wanted)).body()).contains("something of it has arrived");

        assertThat(callOff(wanted).statusCode()).isEqualTo(409);
        assertThat(dock.view(wanted.id()).line(1).authorised()).isEqualTo(1);

        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        assertThat(manager.get("/returns/" + wanted.id()).body()).contains("only the rest is called off");
        manager.form("/returns/" + wanted.id() + "/cancel", Map.of("reason", "Keeps the other."));
        assertThat(dock.view(wanted.id()).line(1))
                .returns(1, ReturnView.Line::received)
                .returns(1, ReturnView.Line::cancelled);

        dock.grade(shop, wanted.id(), 1, 1, Grade.A);
        assertThat(dock.view(wanted.id()).refundedMinor()).isEqualTo(1000);
        assertThatThrownBy(() -> all(() -> done(() -> returns.cancel(wanted.id(), null))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("can be called off any more");
    }

    @Test
    void theOtherItemOfAnInstantExchangeIsNotCalledBack() {
        policy(true, 20_000L);
        var wanted = dock.request(exchange(dock.shipped(shop, "MUG", 1), 1, 1, "MUG"));
        assertThat(shopper.get(page(wanted)).body())
                .contains("your exchange is on its way")
                .doesNotContain("Call the return off");

        var answer = callOff(wanted);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Send the first item back, or it is charged");
        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.AUTHORISED);
        assertThat(people.signedIn(port, Role.OPERATIONS_MANAGER)
                        .get("/returns/" + wanted.id())
                        .body())
                .contains("It cannot be called off: the replacement is on its way")
                .doesNotContain("Call off what has not set out");
    }

    @Test
    void whatStandsAtTheDockWithoutHavingBeenAnnouncedIsNotTheShoppersToCallOffAndIsNotMailed() {
        var order = dock.shipped(shop, "MUG", 1);
        var opened = all(() -> receiving.unannounced(order, false, ReturnScenery.id()));
        assertThat(callOff(opened).statusCode()).isEqualTo(409);

        all(() -> done(() -> returns.cancel(opened.id(), "Not theirs.")));

        assertThat(dock.view(opened.id()).state()).isEqualTo(ReturnState.CANCELLED);
        assertThat(mails(opened)).isEmpty();
    }

    @Test
    void anotherOrdersLinkCallsNothingOff() {
        var wanted = dock.request(refund(dock.shipped(shop, "MUG", 1), 1, 1, "CHANGED_MIND"));
        var other = dock.shipped(shop, "MUG", 1);
        var path = all(() -> links.path(shop.merchant(), other));

        assertThat(shopper.form(path + "/" + wanted.id() + "/cancel", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.AUTHORISED);
    }

    private void policy(boolean instant, @org.jspecify.annotations.Nullable Long atOnce) {
        var usual = ReturnPolicy.DEFAULT;
        all(() -> done(() -> policies.set(
                shop.merchant(),
                new ReturnPolicy(
                        30,
                        usual.reasons(),
                        0,
                        0,
                        usual.refundShipping(),
                        true,
                        instant,
                        30,
                        atOnce,
                        100,
                        0,
                        usual.dispositions(),
                        List.of(),
                        null))));
    }

    private java.net.http.HttpResponse<String> callOff(ReturnView it) {
        return callOff(it, "en");
    }

    private java.net.http.HttpResponse<String> callOff(ReturnView it, String language) {
        return shopper.form(path(it) + "/cancel?lang=" + language, Map.of());
    }

    private String page(ReturnView it) {
        return path(it) + "?lang=en";
    }

    private String path(ReturnView it) {
        return all(() -> links.path(it.merchant(), it.order())) + "/" + it.id();
    }

    private List<String> mails(ReturnView it) {
        return scenery.inTransaction(() -> jdbc.sql(
                        "select subject from message where root = :order and template = 'ReturnUpdate' and channel = 'EMAIL' order by id")
                .param("order", it.order().value())
                .query(String.class)
                .list());
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }
}
