package wharf.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class CatalogVersionTest {
    @Autowired
    Scenery scenery;

    @Autowired
    Items items;

    @Test
    void everyChangeOfAMerchantsItemsRaisesItsVersionAndNoOtherMerchants() {
        var merchant = scenery.merchant();
        var other = scenery.merchant();
        long before = version(merchant);
        scenery.item(merchant, "MUG");
        long created = version(merchant);
        scenery.item(merchant, "MUG");
        long changed = version(merchant);
        scenery.items(merchant, NewItem.kit("SET", "Set", List.of(new NewItem.Component("MUG", 2))));

        assertThat(before).isZero();
        assertThat(created).isGreaterThan(before);
        assertThat(changed).isGreaterThan(created);
        assertThat(version(merchant)).isGreaterThan(changed);
        assertThat(version(other)).isZero();
    }

    private long version(wharf.shared.MerchantId merchant) {
        return all(() -> items.version(merchant));
    }
}
