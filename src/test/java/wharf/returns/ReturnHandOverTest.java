package wharf.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.returns.ReturnScenery.refund;
import static wharf.testing.Scenery.all;

import java.net.http.HttpResponse;
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
import wharf.endpoints.Api;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.shared.Role;
import wharf.testing.Couriers;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A shopper has tapped by mistake that the parcel is handed in: taken back, until the carrier or the dock has seen it. */
@WharfTest
class ReturnHandOverTest {
    private static final String TAKE_BACK = "I still have the parcel";

    @Autowired
    ReturnScenery dock;

    @Autowired
    Returns returns;

    @Autowired
    ReturnLinks links;

    @Autowired
    Couriers couriers;

    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    Facts facts;

    @Autowired
    BusinessClock clock;

    @LocalServerPort
    int port;

    ReturnScenery.Shop shop;
    ReturnView wanted;
    Api shopper;

    @BeforeEach
    void aReturnThatMayBeSent() {
        shop = dock.shop("MUG");
        shopper = Api.nobody(port);
        wanted = dock.request(refund(dock.shipped(shop, "MUG", 2), 1, 2, "CHANGED_MIND"));
        assertThat(wanted.state()).isEqualTo(ReturnState.AUTHORISED);
    }

    @AfterEach
    void nothingIsBroken() {
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whatWasTappedByMistakeIsTakenBackAndTheReturnCanBeCalledOffOrSentAgain() {
        assertThat(shopper.get(page()).body()).doesNotContain(TAKE_BACK);
        post("/handed-over", "en");
        assertThat(shopper.get(page()).body())
                .contains(TAKE_BACK, "that the parcel has been handed in")
                .doesNotContain("I keep it after all", "I have handed the parcel in");

        assertThat(post("/not-handed-over", "en").statusCode()).isEqualTo(302);
        assertThat(post("/not-handed-over", "en").statusCode()).isEqualTo(302);

        assertThat(state()).isEqualTo(ReturnState.AUTHORISED);
        assertThat(told()).containsOnlyOnce("return.in_transit", "return.hand_over_undone");
        assertThat(shopper.get(page()).body())
                .contains("I keep it after all", "I have handed the parcel in")
                .doesNotContain(TAKE_BACK);
        assertThat(people.signedIn(port, Role.OPERATIONS_MANAGER)
                        .get("/returns/" + wanted.id())
                        .body())
                .contains("2 units of " + wanted.name() + " had not been handed in after all.");

        post("/handed-over", "en");
        assertThat(state()).isEqualTo(ReturnState.IN_TRANSIT);
        post("/not-handed-over", "en");
        assertThat(post("/cancel", "en").statusCode()).isEqualTo(302);
        assertThat(state()).isEqualTo(ReturnState.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | The carrier has scanned the parcel already
            es | El transportista ya ha escaneado el paquete
            pt | A transportadora já escaneou o pacote
            fr | Le transporteur a déjà scanné le colis
            """)
    void whatTheCarrierHasScannedIsNotTakenBackAndThePageSaysSoInTheShoppersLanguage(String language, String why) {
        post("/handed-over", language);
        scan("PICKED_UP");

        var answer = post("/not-handed-over", language);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains(why).doesNotContain("/not-handed-over");
        assertThat(state()).isEqualTo(ReturnState.IN_TRANSIT);
        assertThat(shopper.get(page()).body()).contains("The carrier has the parcel");
    }

    @Test
    void whatIsCountedAtTheDockIsNotTakenBack() {
        post("/handed-over", "en");
        dock.count(shop, wanted.id(), 1, 1);

        var answer = post("/not-handed-over", "en");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Something of the parcel has arrived already.");
        assertThat(dock.view(wanted.id()).line(1))
                .returns(1, ReturnView.Line::received)
                .returns(1, ReturnView.Line::inTransit);
    }

    @Test
    void theCarriersFirstScanIsEnoughWithoutTheShoppersWordAndIsToldOnce() {
        scan("LABEL_CREATED");
        assertThat(state()).isEqualTo(ReturnState.AUTHORISED);

        scan("IN_TRANSIT");
        scan("OUT_FOR_DELIVERY");

        assertThat(state()).isEqualTo(ReturnState.IN_TRANSIT);
        assertThat(told()).containsOnlyOnce("return.carrier_scanned", "return.in_transit");
        assertThat(post("/cancel", "en").statusCode()).isEqualTo(409);
    }

    @Test
    void programsSayWhoseWordItIsAndTakeBackTheShoppersOnly() {
        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        var handOvers = "/api/v1/returns/" + wanted.id() + "/hand-overs";
        assertThat(manager.send("POST", handOvers, null).body()).contains("\"state\":\"IN_TRANSIT\"");
        assertThat(manager.send("DELETE", handOvers, null).body()).contains("\"state\":\"AUTHORISED\"");

        assertThat(manager.send("POST", handOvers, "{\"by\": \"CARRIER\"}").body())
                .contains("\"state\":\"IN_TRANSIT\"");
        var answer = manager.send("DELETE", handOvers, null);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"carrier-has-it\"", "it is on its way");
        assertThat(manager.send("POST", handOvers, "{\"by\": \"NEIGHBOUR\"}").statusCode())
                .isEqualTo(422);
        assertThat(manager.send("POST", handOvers, "{\"by\": \"CARRIER\"}").statusCode())
                .isEqualTo(200);
        assertThat(told()).containsOnlyOnce("return.carrier_scanned");
    }

    @Test
    void nothingIsTakenBackOfWhatWasNeverSentOrIsAnotherOrders() {
        all(() -> {
            returns.cancel(wanted.id(), null);
            return true;
        });
        assertThat(post("/not-handed-over", "en").statusCode()).isEqualTo(409);

        var other = all(() -> links.path(shop.merchant(), dock.shipped(shop, "MUG", 1)));
        assertThat(shopper.form(other + "/" + wanted.id() + "/not-handed-over", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> post(String what, String language) {
        return shopper.form(path() + what + "?lang=" + language, Map.of());
    }

    private String page() {
        return path() + "?lang=en";
    }

    private String path() {
        return all(() -> links.path(wanted.merchant(), wanted.order())) + "/" + wanted.id();
    }

    private void scan(String milestone) {
        var tracking =
                Objects.requireNonNull(Objects.requireNonNull(wanted.label()).tracking());
        assertThat(couriers.report(port, Couriers.event(tracking, milestone, clock.instant()))
                        .statusCode())
                .isEqualTo(200);
    }

    private ReturnState state() {
        return dock.view(wanted.id()).state();
    }

    private List<String> told() {
        return all(() -> facts.timeline(wanted.order().value(), 0, 500)).stream()
                .map(Facts.Entry::type)
                .toList();
    }
}
