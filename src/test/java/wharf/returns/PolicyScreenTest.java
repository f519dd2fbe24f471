package wharf.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.merchant.Merchants;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.WharfTest;

/** Reasons are chosen and written in words; nobody types a code. */
@WharfTest
class PolicyScreenTest {
    @Autowired
    ReturnScenery dock;

    @Autowired
    ReturnPolicies policies;

    @Autowired
    Merchants merchants;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    ReturnScenery.Shop shop;
    Api manager;

    @BeforeEach
    void aShop() {
        shop = dock.shop("MUG");
        manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
    }

    @Test
    void reasonsArePutInOrderAndWrittenInWordsAndKeepTheirCodes() {
        assertThat(page())
                .contains("It came damaged", "I changed my mind", "A reason of your own", "Place of It came damaged")
                .doesNotContain("CODE |");

        var saved = send(
                row("DAMAGED", "", "2", "MERCHANT", "true"),
                row("CHANGED_MIND", "", "1", "SHOPPER", "false"),
                row("TOO_LATE", "", "", "MERCHANT", "true"),
                row("", "Colour differs, a bit", "", "SHOPPER", "false"),
                row("", "", "", "SHOPPER", "false"));

        assertThat(saved.statusCode()).isEqualTo(302);
        assertThat(reasons())
                .containsExactly(
                        new ReturnReason("CHANGED_MIND", null, ReturnReason.Payer.SHOPPER, false),
                        new ReturnReason("DAMAGED", null, ReturnReason.Payer.MERCHANT, true),
                        new ReturnReason(
                                "COLOUR_DIFFERS_A_BIT", "Colour differs, a bit", ReturnReason.Payer.SHOPPER, false));
        assertThat(page()).contains("value=\"Colour differs, a bit\"", "It came too late");
        assertThat(manager.get("/returns").body())
                .contains("<option value=\"COLOUR_DIFFERS_A_BIT\"", "<option value=\"DOES_NOT_FIT\"");

        send(row("COLOUR_DIFFERS_A_BIT", "Another colour", "1", "SHOPPER", "false"));
        assertThat(reasons()).singleElement().returns("COLOUR_DIFFERS_A_BIT", ReturnReason::code);
        assertThat(page()).contains("value=\"Another colour\"");
    }

    @Test
    void whatCannotBeTakenIsSaidByItsNameAndWhatWasWrittenStays() {
        var twoWords =
                send(row("DAMAGED", "", "1", "MERCHANT", "true"), row("", "x".repeat(101), "2", "SHOPPER", "false"));
        assertThat(twoWords.statusCode()).isEqualTo(422);
        assertThat(twoWords.body()).contains("The policy is as it was.", "x".repeat(101));

        assertThat(send(row("DAMAGED", "", "first", "MERCHANT", "true")))
                .returns(422, answer -> answer.statusCode())
                .satisfies(answer -> assertThat(answer.body()).contains("Give the place of a reason as 1, 2, 3"));
        assertThat(send(row("DAMAGED", "", "1", "NOBODY", "true")).body()).contains("Say who pays the postage");
        assertThat(send(row("OWN", "", "1", "SHOPPER", "false")).body()).contains("needs a label");
        assertThat(send(row("bad code", "Words", "1", "SHOPPER", "false")).statusCode())
                .isEqualTo(422);
        assertThat(send(row("DAMAGED", "", "", "MERCHANT", "true")).body()).contains("Give 1 to 20.");
        assertThat(reasons()).isEqualTo(ReturnPolicy.STANDARD);

        var viewer = people.signedIn(port, Role.MERCHANT_VIEWER, shop.merchant());
        assertThat(viewer.form("/returns/policy", java.util.Map.of("reasonCode", "DAMAGED"))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Colour differs | COLOUR_DIFFERS
            Não gostei! | NAO_GOSTEI
            2 of them were too many | OF_THEM_WERE_TOO_MANY
            Damaged | DAMAGED_2
            不喜欢 | REASON
            It is so much larger than the picture made me believe | IT_IS_SO_MUCH_LARGER_THAN_THE
            """)
    void wordsBecomeACodeThatNoOtherReasonHas(String words, String code) {
        assertThat(ReturnReason.code(words, ReturnPolicy.KNOWN)).isEqualTo(code);
        assertThat(ReturnReason.code(words, Set.of(code))).isNotEqualTo(code).matches("[A-Z][A-Z0-9_]{0,29}");
    }

    @Test
    void programsMayLeaveTheCodeToo() {
        var path = "/api/v1/merchants/" + shop.merchant() + "/return-policy";
        var saved = manager.send("PUT", path, """
                {"reasons": [{"code": "DAMAGED", "payer": "MERCHANT", "ourFault": true},
                             {"label": "Colour differs", "payer": "SHOPPER"}, {"label": "Colour differs", "payer": "SHOPPER"}]}""");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        assertThat(reasons())
                .extracting(ReturnReason::code)
                .containsExactly("DAMAGED", "COLOUR_DIFFERS", "COLOUR_DIFFERS_2");

        var nothing = manager.send("PUT", path, "{\"reasons\": [{\"payer\": \"SHOPPER\"}]}");
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(nothing.body()).contains("reasons[0].label", "needs a label");
    }

    private List<ReturnReason> reasons() {
        return all(() -> policies.of(shop.merchant())).reasons();
    }

    private String page() {
        return manager.get("/returns/policy?merchant=" + code()).body();
    }

    private String code() {
        return all(() -> merchants.find(shop.merchant())).orElseThrow().code();
    }

    private static List<String> row(String code, String label, String place, String payer, String fault) {
        var row = new ArrayList<String>();
        var values = List.of(code, label, place, payer, fault);
        var names = List.of("reasonCode", "reasonLabel", "reasonPlace", "reasonPayer", "reasonFault");
        for (int i = 0; i < names.size(); i++) row.add(names.get(i) + "=" + Api.encoded(values.get(i)));
        return row;
    }

    @SafeVarargs
    private java.net.http.HttpResponse<String> send(List<String>... rows) {
        var body = List.of(rows).stream()
                .flatMap(List::stream)
                .collect(Collectors.joining("&", "merchant=" + code() + "&", ""));
        return manager.send(
                "POST",
                "/returns/policy",
                body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded");
    }
}
