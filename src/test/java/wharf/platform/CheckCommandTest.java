package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.InvariantChecks.Finding;
import wharf.platform.Naming.Thing;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The lines of {@code wharf check}: people's names to read, and the ids in brackets for whoever looks into the database. */
@WharfTest
class CheckCommandTest {
    private static final UUID ORDER = UUID.fromString("01934f6e-0000-7000-8000-000000000001");
    private static final UUID PARCEL = UUID.fromString("01934f6e-0000-7000-8000-000000000002");
    private static final UUID NOBODYS = UUID.fromString("01934f6e-0000-7000-8000-000000000003");
    private static final Thing AN_ORDER = new Thing(ORDER, "order 1042", "/orders/" + ORDER);
    private static final Thing A_PARCEL = new Thing(PARCEL, "parcel 4711", "/parcels/" + PARCEL);

    @Autowired
    Scenery scenery;

    @Autowired
    InvariantChecks checks;

    @Autowired
    JdbcClient jdbc;

    MerchantId merchant;
    ItemId item;
    String sku;

    @BeforeEach
    void anItem() {
        merchant = scenery.merchant();
        sku = Scenery.unique("MUG");
        item = scenery.item(merchant, sku);
        scenery.receive(merchant, item, scenery.bin(scenery.site(false), "A-01"), 10);
    }

    @Test
    void whatIsNamedStandsInBracketsAtTheEndOfTheLine() {
        var finding = new Finding(PARCEL.toString(), "is of " + ORDER + " line 2", List.of(A_PARCEL, AN_ORDER));

        assertThat(CheckCommand.line(finding))
                .isEqualTo("parcel 4711  is of order 1042 line 2  [" + PARCEL + ", " + ORDER + "]");
    }

    @Test
    void anIdThatNobodyNamesIsReadInItsPlaceAndALineWithoutAnyHasNoBrackets() {
        assertThat(CheckCommand.line(new Finding(NOBODYS.toString(), "is nobody's", List.of())))
                .isEqualTo(NOBODYS + "  is nobody's");
        assertThat(CheckCommand.line(new Finding(ORDER.toString(), "names " + NOBODYS, List.of(AN_ORDER))))
                .isEqualTo("order 1042  names " + NOBODYS + "  [" + ORDER + "]");
        assertThat(CheckCommand.line(new Finding("2026-03", "12 are missing", List.of())))
                .isEqualTo("2026-03  12 are missing");
    }

    @Test
    void aBrokenRuleOfTheLiveDatabaseIsPrintedSo() {
        miscounted(1);
        try {
            assertThat(Scenery.all(() -> checks.run(1000)).stream()
                            .flatMap(result -> result.violations().stream())
                            .map(CheckCommand::line))
                    .anyMatch(line -> line.startsWith("item " + sku + "  ") && line.endsWith("  [" + item + "]"));
        } finally {
            miscounted(-1);
        }
    }

    private void miscounted(int by) {
        scenery.inTransaction(() -> jdbc.sql("update item_stock set on_hand = on_hand + :by where item_id = :item")
                .param("by", by)
                .param("item", item.value())
                .update());
    }
}
