package wharf.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
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
class NewOrderScreenTest {
    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    private Api manager;
    private MerchantId merchant;
    private String sku = "";

    @BeforeEach
    void goods() {
        merchant = scenery.merchant();
        sku = Scenery.unique("SKU");
        var site = scenery.site(false);
        scenery.receive(merchant, scenery.item(merchant, sku), scenery.bin(site, Scenery.unique("B")), 5);
        manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost() {
        var answer = manager.form(
                "/orders/new",
                with(Map.of("sku", "NO-SUCH-SKU", "price", "twelve", "postcode", "not a zip", "name", "Ann Öztürk")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("at most 2 decimals", "NO-SUCH-SKU", "twelve", "not a zip", "Ann Öztürk");

        var closer = manager.form("/orders/new", with(Map.of("sku", "NO-SUCH-SKU", "postcode", "not a zip")));

        assertThat(closer.statusCode()).isEqualTo(422);
        assertThat(closer.body()).contains("<strong>Postcode.</strong>", "not a zip");
    }

    @Test
    void the_same_form_sent_twice_is_one_order() {
        var form = with(Map.of());

        var first = manager.form("/orders/new", form);
        var second = manager.form("/orders/new", form);

        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
    }

    @Test
    void more_than_there_is_is_refused() {
        var answer = manager.form("/orders/new", with(Map.of("quantity", "6")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("The order is not taken yet.");
    }

    private Map<String, String> with(Map<String, String> changes) {
        var form = new HashMap<String, String>();
        form.put("merchant", merchant.toString());
        form.put("reference", Scenery.unique("PHONE-"));
        form.put("sku", sku);
        form.put("quantity", "1");
        form.put("price", "12.50");
        form.put("payment", PhoneOrder.CARD);
        form.put("token", "tok_ok");
        form.put("name", "Ann Smith");
        form.put("line1", "1 Ocean Dr");
        form.put("city", "Miami");
        form.put("region", "FL");
        form.put("postcode", "33139");
        form.put("country", "US");
        form.putAll(changes);
        return form;
    }
}
