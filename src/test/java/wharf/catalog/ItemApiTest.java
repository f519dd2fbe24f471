package wharf.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.shared.MerchantId;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class ItemApiTest {
    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    MerchantId merchant;
    Api api;

    @BeforeEach
    void aMerchantsAdministrator() {
        merchant = scenery.merchant();
        api = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);
    }

    @Test
    void itemsArePutBySkuAndReadBack() {
        var first = api.send("PUT", "/api/v1/items", items(physical("MUG", "A mug")));
        var again = api.send("PUT", "/api/v1/items", items(physical("MUG", "A better mug")));

        assertThat(first.statusCode()).isEqualTo(200);
        String id = JsonPath.read(first.body(), "$.items[0].id");
        assertThat((String) JsonPath.read(again.body(), "$.items[0].id")).isEqualTo(id);
        var read = api.get("/api/v1/items/" + id).body();
        assertThat((String) JsonPath.read(read, "$.item.name")).isEqualTo("A better mug");
        assertThat((Boolean) JsonPath.read(read, "$.item.handling.fragile")).isTrue();
        assertThat((Boolean) JsonPath.read(read, "$.item.handling.lotTracked")).isFalse();
        assertThat((String) JsonPath.read(read, "$.barcodes[0].code")).isEqualTo("BC-MUG");
    }

    @Test
    void aKitShowsWhatItIsMadeOf() {
        var answer = api.send(
                "PUT",
                "/api/v1/items",
                items(
                        physical("MUG", "A mug"),
                        "{\"sku\": \"PAIR\", \"name\": \"Two\", \"kind\": \"KIT\", \"components\": [{\"sku\": \"MUG\", \"quantity\": 2}]}"));

        String kit = JsonPath.read(answer.body(), "$.items[1].id");
        var read = api.get("/api/v1/items/" + kit).body();
        assertThat((String) JsonPath.read(read, "$.components[0].item.sku")).isEqualTo("MUG");
        assertThat((Integer) JsonPath.read(read, "$.components[0].quantity")).isEqualTo(2);
    }

    @Test
    void everyBadFieldIsNamedByItsPath() {
        var answer = api.send(
                "PUT",
                "/api/v1/items",
                items(physical("MUG", "A mug"), "{\"sku\": \"\", \"name\": \"x\", \"weightGrams\": -1}"));

        assertThat(answer.statusCode()).isEqualTo(422);
        List<String> fields = JsonPath.read(answer.body(), "$..field");
        assertThat(fields).contains("items[1].sku", "items[1].weightGrams");
        var unmeasured = api.send("PUT", "/api/v1/items", items("{\"sku\": \"BARE\", \"name\": \"x\"}"));
        List<String> missing = JsonPath.read(unmeasured.body(), "$..field");
        assertThat(missing).contains("items[0].weightGrams", "items[0].lengthMm");
    }

    @Test
    void aCodeMeansItsItemAndUnits() {
        api.send("PUT", "/api/v1/items", items(physical("MUG", "A mug")));

        var resolved = api.get("/api/v1/items/resolve?code=BC-MUG").body();
        assertThat((Integer) JsonPath.read(resolved, "$.items.length()")).isEqualTo(1);
        assertThat((Integer) JsonPath.read(resolved, "$.items[0].units")).isEqualTo(6);
        assertThat((Integer) JsonPath.read(
                        api.get("/api/v1/items/resolve?code=NOTHING").body(), "$.items.length()"))
                .isZero();
    }

    @Test
    void aListIsPagedByCursorWithAndWithoutText() {
        var skus = new ArrayList<String>();
        var wanted = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            skus.add("SKU-" + i);
            wanted.add(physical("SKU-" + i, i % 2 == 0 ? "Blue_100% mug" : "Red bowl"));
        }
        api.send("PUT", "/api/v1/items", items(wanted.toArray(String[]::new)));

        assertThat(walk("/api/v1/items?limit=3")).isEqualTo(skus);
        assertThat(walk("/api/v1/items?limit=3&text=" + Api.encoded("blue_100% M")))
                .containsExactly("SKU-0", "SKU-2", "SKU-4", "SKU-6");
        assertThat(walk("/api/v1/items?limit=3&text=nothing-like-this")).isEmpty();
    }

    @Test
    void anotherMerchantSeesNothingOfIt() {
        var stored = api.send("PUT", "/api/v1/items", items(physical("MUG", "A mug")));
        String id = JsonPath.read(stored.body(), "$.items[0].id");
        var neighbour = people.signedIn(port, Role.MERCHANT_ADMIN, scenery.merchant());

        assertThat(neighbour.get("/api/v1/items/" + id).statusCode()).isEqualTo(404);
        assertThat(neighbour.get("/api/v1/items?merchant=" + merchant).statusCode())
                .isEqualTo(404);
        assertThat((Integer)
                        JsonPath.read(neighbour.get("/api/v1/items?text=mug").body(), "$.items.length()"))
                .isZero();
        var foreign = "{\"merchant\": \"" + merchant + "\", \"items\": [" + physical("MUG", "Mine now") + "]}";
        assertThat(neighbour.send("PUT", "/api/v1/items", foreign).statusCode()).isEqualTo(404);
    }

    private List<String> walk(String address) {
        var found = new ArrayList<String>();
        String cursor = "";
        do {
            var page = JsonPath.parse(api.get(address + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .body());
            found.addAll(page.<List<String>>read("$.items[*].sku"));
            List<String> next = page.read("$..nextCursor");
            cursor = next.isEmpty() ? "" : next.getFirst();
        } while (!cursor.isEmpty());
        return found;
    }

    private static String items(String... items) {
        return "{\"items\": [" + String.join(", ", items) + "]}";
    }

    private static String physical(String sku, String name) {
        return """
                {"sku": "%s", "name": "%s", "weightGrams": 300, "lengthMm": 100, "widthMm": 80, "heightMm": 90,
                 "handling": {"fragile": true}, "barcodes": [{"code": "BC-%s", "units": 6}]}""".formatted(sku, name, sku);
    }
}
