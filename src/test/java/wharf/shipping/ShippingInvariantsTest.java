package wharf.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.shared.ParcelId;
import wharf.testing.Core;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Breaks each rule by hand, sees it reported, and mends it again. */
@Core
@WharfTest
class ShippingInvariantsTest {
    @Autowired
    Scenery scenery;

    @Autowired
    ParcelScenery packing;

    ParcelId parcel;
    String mending = "";

    @BeforeEach
    void aShippedParcel() {
        var site = packing.siteWithPrinter();
        parcel = packing.shipped(scenery.merchant(), site);
        assertThat(scenery.broken()).isEmpty();
    }

    @AfterEach
    void mend() throws SQLException {
        asOwner(mending);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_label_that_the_carrier_never_sold_is_reported() throws SQLException {
        corrupt(
                "update demo_carrier_label set voided_at = now() where reference like 'label:%1$s:%%'",
                "update demo_carrier_label set voided_at = null where reference like 'label:%1$s:%%'");

        assertReported("labels-match-the-carriers-books", "held, but not in the books");
    }

    @Test
    void a_label_sold_without_our_knowing_is_reported() throws SQLException {
        corrupt("""
                insert into demo_carrier_label (reference, merchant_id, tracking, service, postage_minor, currency, sold_at)
                select 'label:%1$s:99', merchant_id, 'STRAY' || number, 'GROUND', 1, 'USD', now() from parcel where id = '%1$s'
                """, "delete from demo_carrier_label where reference = 'label:%1$s:99'");

        assertReported("labels-match-the-carriers-books", "sold, but unknown to us");
    }

    @Test
    void a_shipped_parcel_without_a_label_is_reported() throws SQLException {
        corrupt(
                "update parcel set state = 'PACKED' where id = '%1$s'",
                "update parcel set state = 'SHIPPED' where id = '%1$s'");

        assertReported("labelled-parcels-have-one-label", "PACKED with 1 labels");
    }

    @Test
    void a_shipped_parcel_on_no_manifest_is_reported() throws SQLException {
        corrupt("delete from manifest_parcel where parcel_id = '%1$s'", """
                insert into manifest_parcel (parcel_id, manifest_id, merchant_id, scanned_at, scanned_by)
                select p.id, m.id, p.merchant_id, now(), 'test' from parcel p join manifest m using (warehouse_id) where p.id = '%1$s'
                """);

        assertReported("shipped-parcels-are-on-a-manifest", "SHIPPED on no manifest");
    }

    @Test
    void postage_that_does_not_add_up_is_reported() throws SQLException {
        corrupt(
                "update postage_share set amount_minor = amount_minor + 1 where label_id = (select id from label where parcel_id = '%1$s')",
                "update postage_share set amount_minor = amount_minor - 1 where label_id = (select id from label where parcel_id = '%1$s')");

        assertReported("postage-adds-up", "split into");
    }

    private void assertReported(String check, String detail) {
        assertThat(scenery.broken())
                .anySatisfy(line -> assertThat(line).startsWith(check).contains(detail));
    }

    private void corrupt(String breaking, String mending) throws SQLException {
        this.mending = mending;
        asOwner(breaking);
    }

    private void asOwner(String sql) throws SQLException {
        try (var connection = Postgres.connectAsOwner(Postgres.shared());
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(String.format(sql, parcel))).isEqualTo(1);
        }
    }
}
