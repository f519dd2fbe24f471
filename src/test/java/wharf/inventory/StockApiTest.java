package wharf.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.catalog.Handling;
import wharf.catalog.NewItem;
import wharf.endpoints.Api;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class StockApiTest {
    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    MerchantId merchant;
    WarehouseId site;
    ItemId item;
    Api api;

    @BeforeEach
    void aSiteWithTwoBins() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        item = scenery.item(merchant, "MUG");
        scenery.bin(site, "A-01");
        scenery.bin(site, "A-02");
        api = people.signedIn(port, Role.OPERATIONS_MANAGER);
    }

    @Test
    void receivedUnitsShowAsLevelPlaceAndMovement() {
        var id = UUID.randomUUID();

        assertThat(receive("A-01", "MUG", 5, id).statusCode()).isEqualTo(200);
        assertThat(receive("A-01", "MUG", 5, id).statusCode()).isEqualTo(200);

        assertThat(available()).isEqualTo(5);
        assertThat((String) read("/places", "$.places[0].place")).isEqualTo("A-01");
        assertThat((Integer) read("/movements", "$.items.length()")).isEqualTo(1);
        assertThat((String) read("/movements", "$.items[0].toPlace")).isEqualTo("A-01");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void anIdIsRefusedForSomethingElseThanItWasSentFor() {
        var id = UUID.randomUUID();
        receive("A-01", "MUG", 5, id);

        var other = receive("A-01", "MUG", 6, id);

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("request-reused");
        assertThat(fields(other)).containsExactly("receipts[0].requestId");
        assertThat(available()).isEqualTo(5);
    }

    @Test
    void aCorrectionAndAMoveChangeWhatStandsWhere() {
        receive("A-01", "MUG", 5, UUID.randomUUID());

        var adjusted = api.send("POST", "/api/v1/stock-adjustments", """
                {"adjustments": [{"merchant": "%s", "warehouse": "%s", "place": "A-01", "sku": "MUG", "change": -2, "reason": "counted",
                  "requestId": "%s"}]}""".formatted(merchant, site, UUID.randomUUID()));
        var moved = move("A-01", "A-02", 1);

        assertThat(adjusted.statusCode()).isEqualTo(200);
        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(available()).isEqualTo(3);
        List<Integer> quantities = read("/places", "$.places[*].quantity");
        assertThat(quantities).containsExactly(2, 1);
        assertThat(move("A-02", "A-01", 9).statusCode()).isEqualTo(409);
        assertThat(move("A-02", "A-02", 1).statusCode()).isEqualTo(422);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void everyNameThatMeansNothingIsReportedByItsPath() {
        var answer = api.send("POST", "/api/v1/receipts", """
                {"receipts": [
                  {"merchant": "%1$s", "warehouse": "%2$s", "place": "A-01", "sku": "MUG", "quantity": 1, "requestId": "%3$s"},
                  {"merchant": "%1$s", "warehouse": "%2$s", "place": "NOWHERE", "sku": "NOTHING", "quantity": 1, "requestId": "%4$s"},
                  {"merchant": "%1$s", "warehouse": "NONE", "place": "A-01", "sku": "MUG", "lot": "L1", "quantity": 1, "requestId": "%5$s"}]}""".formatted(
                        merchant, site, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()));

        assertThat(answer.statusCode()).isEqualTo(422);
        List<String> fields = JsonPath.read(answer.body(), "$..field");
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "receipts[1].sku", "receipts[1].place", "receipts[2].warehouse", "receipts[2].lot");
        assertThat(available()).isZero();
    }

    @Test
    void itemsKeptByLotNeedOneAndTotesAreNotReceivedInto() {
        scenery.items(
                merchant,
                NewItem.physical("MILK", "Milk", 1000, 100, 100, 200)
                        .withHandling(new Handling(true, false, false, true, false, true, false)));
        var tote = scenery.container(site, PlaceRef.Kind.TOTE);

        assertThat(fields(receive("A-01", "MILK", 1, UUID.randomUUID()))).containsExactly("receipts[0].lot");
        assertThat(fields(receive(tote.code(), "MUG", 1, UUID.randomUUID()))).containsExactly("receipts[0].place");
    }

    @Test
    void placesAreCreatedAndListedByCursor() {
        var created = api.send("POST", "/api/v1/places", """
                {"places": [{"warehouse": "%1$s", "code": "B-01"}, {"warehouse": "%1$s", "kind": "STAGING", "code": "DOCK"}]}""".formatted(site));
        var taken = api.send(
                "POST", "/api/v1/places", "{\"places\": [{\"warehouse\": \"" + site + "\", \"code\": \"B-01\"}]}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(taken.statusCode()).isEqualTo(409);
        var first = api.get("/api/v1/places?limit=3&warehouse=" + site).body();
        assertThat(JsonPath.<List<String>>read(first, "$.items[*].code")).containsExactly("A-01", "A-02", "B-01");
        String cursor = JsonPath.read(first, "$.nextCursor");
        var second = api.get("/api/v1/places?limit=3&warehouse=" + site + "&cursor=" + cursor)
                .body();
        assertThat(JsonPath.<List<String>>read(second, "$.items[*].code")).containsExactly("DOCK");
    }

    @Test
    void aMerchantReadsItsOwnStockOnly() {
        receive("A-01", "MUG", 5, UUID.randomUUID());
        var own = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);
        var neighbour = people.signedIn(port, Role.MERCHANT_VIEWER, scenery.merchant());

        assertThat((Integer) JsonPath.read(own.get("/api/v1/stock").body(), "$.items[0].available"))
                .isEqualTo(5);
        assertThat((Integer) JsonPath.read(neighbour.get("/api/v1/stock").body(), "$.items.length()"))
                .isZero();
        assertThat(neighbour.get("/api/v1/stock/" + item + "/places").statusCode())
                .isEqualTo(404);
        api = own;
        assertThat(receive("A-01", "MUG", 1, UUID.randomUUID()).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> receive(String place, String sku, int quantity, UUID request) {
        return api.send("POST", "/api/v1/receipts", """
                {"receipts": [{"merchant": "%s", "warehouse": "%s", "place": "%s", "sku": "%s", "quantity": %d, "requestId": "%s"}]}""".formatted(merchant, site, place, sku, quantity, request));
    }

    private HttpResponse<String> move(String from, String to, int quantity) {
        return api.send(
                "POST", "/api/v1/stock-moves", """
                {"moves": [{"merchant": "%s", "warehouse": "%s", "from": "%s", "to": "%s", "sku": "MUG", "quantity": %d, "reason": "tidy",
                  "requestId": "%s"}]}""".formatted(merchant, site, from, to, quantity, UUID.randomUUID()));
    }

    private static List<String> fields(HttpResponse<String> answer) {
        return JsonPath.read(answer.body(), "$..field");
    }

    private int available() {
        return read("", "$.available");
    }

    private <T> T read(String part, String path) {
        return JsonPath.read(api.get("/api/v1/stock/" + item + part).body(), path);
    }
}
