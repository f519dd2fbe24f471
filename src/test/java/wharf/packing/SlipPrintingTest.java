package wharf.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.fulfilment.Fulfilments;
import wharf.fulfilment.ShopperMessages;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.Orders;
import wharf.platform.Facts;
import wharf.platform.StoredFiles;
import wharf.platform.WorkEngine;
import wharf.printing.NewPrinter;
import wharf.printing.Printers;
import wharf.printing.SimulatedPages;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.shipping.Parcels;
import wharf.testing.Floor;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The slip prints by itself when its parcel closes. */
@WharfTest
class SlipPrintingTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Floor floor;

    @Autowired
    WorkEngine engine;

    @Autowired
    Printers printers;

    @Autowired
    SimulatedPages pages;

    @Autowired
    SlipSettings settings;

    @Autowired
    Facts facts;

    @Autowired
    Items items;

    @Autowired
    StoredFiles files;

    @Autowired
    Orders orders;

    @Autowired
    Fulfilments fulfilments;

    @Autowired
    Parcels parcels;

    MerchantId merchant;
    WarehouseId site;

    @BeforeEach
    void aSiteWithMugs() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        scenery.receive(merchant, scenery.item(merchant, "MUG"), scenery.bin(site, "A-01"), 10);
    }

    @Test
    void oneSlipAParcelComesOutOfTheDocumentPrinterAndTheOrderTellsIt() {
        var printer = documentPrinter();

        var id = packed();

        assertThat(printed(printer)).isEqualTo(1);
        assertThat(happened(id)).containsOnlyOnce("document.printed");
    }

    @Test
    void aMerchantThatWantsNoPaperGetsNone() {
        var printer = documentPrinter();
        all(() -> {
            settings.put(merchant, site, false);
            return true;
        });

        var id = packed();

        assertThat(printed(printer)).isZero();
        assertThat(happened(id)).contains("parcel.verified").doesNotContain("document.printed");
    }

    @Test
    void whereNoDocumentPrinterStandsNothingWaitsForOne() {
        var id = packed();

        assertThat(happened(id)).contains("parcel.verified").doesNotContain("document.printed");
    }

    @Test
    void aKitStandsOnTheSlipOnceAndItsComponentsByTheirOwnNames() throws java.io.IOException {
        var bin = scenery.bin(site, "A-02");
        scenery.receive(merchant, scenery.item(merchant, "TEA"), bin, 10);
        all(() -> items.put(
                merchant,
                List.of(NewItem.kit(
                        "SET",
                        "Tea for two",
                        List.of(new NewItem.Component("MUG", 2), new NewItem.Component("TEA", 1))))));

        var id = packed("SET", 1, "MUG", 1);

        var slip = all(() -> files.find(files.under(id.value()).stream()
                        .filter(file -> file.kind().equals("packing-slip"))
                        .findFirst()
                        .orElseThrow()
                        .id()))
                .orElseThrow();
        try (var document = org.apache.pdfbox.Loader.loadPDF(slip.content())) {
            var text = new org.apache.pdfbox.text.PDFTextStripper().getText(document);
            assertThat(text).containsOnlyOnce("Tea for two").containsSubsequence("SET", "Item MUG", "Item TEA");
            assertThat(text.split("Item MUG", -1))
                    .as("in the kit, and by itself")
                    .hasSize(3);
        }
        var order = all(() -> orders.find(id)).orElseThrow();
        var parcel = all(() -> parcels.of(
                        fulfilments.of(id).stream().map(one -> one.id()).toList()))
                .getFirst();
        assertThat(ShopperMessages.contents(order, parcel.lines()))
                .as("what mails and the tracking page count")
                .extracting(line -> line.quantity() + " × " + line.title())
                .containsExactly("1 × Tea for two", "1 × Item MUG");
    }

    private UUID documentPrinter() {
        return all(() -> printers.add(NewPrinter.simulatedDocuments(site, "Paper (simulated)")));
    }

    private OrderId packed() {
        return packed("MUG", 2);
    }

    private OrderId packed(Object... skusAndQuantities) {
        var order = order(merchant, NewOrder.Shortage.REFUSE, skusAndQuantities);
        var taken =
                (IntakeResult.Accepted) all(() -> intake.take(List.of(order))).getFirst();
        engine.drain();
        floor.pick(site);
        floor.pack(site);
        engine.drain();
        return taken.id();
    }

    private int printed(UUID printer) {
        return (int) all(() -> pages.latest(printer, 10)).stream()
                .filter(SimulatedPages.Page::document)
                .count();
    }

    private List<String> happened(OrderId id) {
        return all(() -> facts.timeline(id.value(), 0, 200)).stream()
                .map(Facts.Entry::type)
                .toList();
    }
}
