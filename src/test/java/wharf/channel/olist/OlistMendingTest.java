package wharf.channel.olist;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;
import wharf.catalog.Items;
import wharf.endpoints.Api;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.order.ParkedMessages;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.shared.Authority;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Orders of the tables that could not be imported: mended here, they are imported as the tables would have been. */
@WharfTest
class OlistMendingTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OlistImport imports;

    @Autowired
    ParkedMessages parked;

    @Autowired
    Orders orders;

    @Autowired
    Items items;

    @Autowired
    ApiTokens tokens;

    @Autowired
    WorkEngine engine;

    @Autowired
    JsonMapper json;

    @LocalServerPort
    int port;

    MerchantId merchant;
    Api program;

    @BeforeEach
    void anImport() {
        merchant = scenery.merchant();
        program = Api.program(
                port,
                all(() -> tokens.issue(new NewApiToken(
                                Scenery.unique("mending"),
                                List.of(Authority.ORDERS_READ, Authority.ORDERS_WRITE, Authority.CATALOG_WRITE),
                                merchant,
                                null)))
                        .secret());
        run(Csv.files());
    }

    @Test
    void whatIsWrongIsNamedAsItStandsInTheText() {
        assertThat(fields("unmeasured")).containsExactly("items[0].product_id");
        assertThat(fields("strange")).containsExactly("order.order_status");
        assertThat(JsonPath.<List<Integer>>read(page("strange"), "$.reasons[*].line"))
                .doesNotContainNull();
    }

    @Test
    void aProductIsMeasuredInTheMessage() {
        assertThat(mend("unmeasured", "\"product_weight_g\" : \"\"", "\"product_weight_g\" : \"90\"")
                        .statusCode())
                .isEqualTo(200);

        var order = order("unmeasured");
        assertThat(order.externalId()).isEqualTo("unmeasured");
        assertThat(order.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.sku()).isEqualTo("p3"));
        assertThat(requireNonNull(
                                all(() -> items.bySku(merchant, List.of("p3"))).get("p3"))
                        .weightGrams())
                .isEqualTo(90);
        var again = run(Csv.files());
        assertThat(again.fresh()).isZero();
        assertThat(message("unmeasured").waits()).isFalse();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aProductMeasuredInTheCatalogNeedsNoMending() {
        all(() -> scenery.item(merchant, "p3"));

        assertThat(program.send("POST", api("unmeasured") + "/takings", null).statusCode())
                .isEqualTo(200);

        assertThat(order("unmeasured").lines()).hasSize(1);
    }

    @Test
    void whatIsMendedToBeCalledOffIsCancelled() {
        assertThat(mend("strange", "lost in space", "canceled").statusCode()).isEqualTo(200);
        engine.drain();

        assertThat(order("strange").state().toString()).isEqualTo("CANCELLED");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void linesAreAdded() {
        var text = JsonPath.<String>read(page("empty"), "$.text");
        var answer = send(
                "empty",
                text.replace("\"product_id\" : \"\"", "\"product_id\" : \"p1\"")
                        .replace("\"price\" : \"\"", "\"price\" : \"8.00\"")
                        .replace("\"freight_value\" : \"\"", "\"freight_value\" : \"0.77\""));

        // The table of products is no part of what was kept, but the catalog knows the product from other orders.
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(order("empty").lines())
                .singleElement()
                .satisfies(line -> assertThat(line.sku()).isEqualTo("p1"));
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void rowsOfAnotherOrderAreNotTaken() {
        var answer = mend("mismatch", "\"order_id\" : \"mismatch\"", "\"order_id\" : \"other\"");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JsonPath.<List<String>>read(answer.body(), "$.errors[*].field"))
                .containsExactly("order.order_id", "items[0].order_id", "payments[0].order_id");
    }

    @Test
    void whatTheTablesStillSayChangesNothingAndWhatTheySayElseIsShown() {
        mend("mismatch", "\"payment_value\" : \"8.77\"", "\"payment_value\" : \"101.00\"");
        var order = order("mismatch");

        run(Csv.files());
        assertThat(message("mismatch").waits()).isFalse();

        run(new OlistFiles(
                Csv.ORDERS,
                Csv.ITEMS,
                Csv.PAYMENTS.replace("mismatch,1,voucher,1,8.77", "mismatch,1,voucher,1,99.00"),
                Csv.CUSTOMERS,
                Csv.PRODUCTS));
        var again = message("mismatch");
        assertThat(again.waits()).isTrue();
        assertThat(again.orderId()).isEqualTo(order.id());
        assertThat(again.problems())
                .extracting(Problem::code)
                .containsExactly("changed-at-the-source", "revision-reused");
        assertThat(order("mismatch").totalMinor()).isEqualTo(order.totalMinor());
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aMessageOfBeforeThatLacksTheCustomerIsFilledIn() {
        all(() -> parked.park(List.of(new ParkedMessages.NewParked(
                merchant,
                "olist",
                "old",
                OlistForm.NAME,
                Map.of(
                        "order",
                        Map.of("id", "old", "customer", "c9", "status", "odd", "purchasedAt", "2018-02-02 10:00:00"),
                        "lines",
                        List.of(Map.of(
                                "order", "old", "sequence", "1", "product", "p9", "price", "10.0", "freight", "1.0")),
                        "payments",
                        List.of()),
                List.of(Problem.of("unknown-status", "order_status", "odd", "Nobody knows."))))));
        var text = JsonPath.<String>read(page("old"), "$.text");
        assertThat(text)
                .contains("\"customer_city\" : \"\"", "\"product_weight_g\" : \"\"", "\"order_status\" : \"odd\"");

        var answer = send(
                "old",
                text.replace("\"odd\"", "\"approved\"")
                        .replace("\"customer_city\" : \"\"", "\"customer_city\" : \"santo andre\"")
                        .replace("\"customer_state\" : \"\"", "\"customer_state\" : \"SP\"")
                        .replace("\"customer_zip_code_prefix\" : \"\"", "\"customer_zip_code_prefix\" : \"09121\"")
                        .replaceAll("(_g|_cm)\" : \"\"", "$1\" : \"20\""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(order("old").shipTo().city()).isEqualTo("santo andre");
    }

    private HttpResponse<String> mend(String order, String from, String to) {
        var text = JsonPath.<String>read(page(order), "$.text");
        assertThat(text).contains(from);
        return send(order, text.replace(from, to));
    }

    private HttpResponse<String> send(String order, String text) {
        return program.send(
                "POST",
                api(order) + "/versions",
                json.writeValueAsString(Map.of("version", message(order).version(), "text", text)));
    }

    private List<String> fields(String order) {
        return message(order).problems().stream().map(Problem::field).toList();
    }

    private String page(String order) {
        return program.get(api(order)).body();
    }

    private String api(String order) {
        return "/api/v1/parked-messages/" + message(order).id();
    }

    private ParkedMessages.Parked message(String order) {
        return all(() -> parked.list(merchant, null, Turn.START, 100)).stream()
                .filter(message -> order.equals(message.externalId()))
                .findFirst()
                .orElseThrow();
    }

    private OrderView order(String external) {
        return all(() -> orders.find(requireNonNull(message(external).orderId())))
                .orElseThrow();
    }

    private ImportReport run(OlistFiles files) {
        return all(() -> imports.run(merchant, files.read()));
    }
}
