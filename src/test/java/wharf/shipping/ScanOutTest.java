package wharf.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.BillableActs;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.StoredFiles;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@Core
@WharfTest
class ScanOutTest {
    @Autowired
    Scenery scenery;

    @Autowired
    ParcelScenery packing;

    @Autowired
    Parcels parcels;

    @Autowired
    ParcelStates states;

    @Autowired
    ParcelReader reader;

    @Autowired
    PostageShares shares;

    @Autowired
    BillableActs billable;

    @Autowired
    BusinessClock clock;

    @Autowired
    Manifests manifests;

    @Autowired
    StoredFiles files;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    // The parcels here hold units of no real fulfilment, so the listeners above shipping are left out.
    final Held held = new Held();
    final Heard heard = new Heard();
    ScanOut scanOut;

    MerchantId merchant;
    WarehouseId site;

    static class Held implements ShipGate {
        final Set<ParcelId> parcels = ConcurrentHashMap.newKeySet();

        @Override
        public Map<ParcelId, String> refusals(Collection<ParcelId> asked) {
            return asked.stream()
                    .filter(parcels::contains)
                    .collect(Collectors.toMap(p -> p, p -> "The order is held: fraud review."));
        }
    }

    static class Heard implements ApplicationEventPublisher {
        final List<ParcelsScannedOut> events = new ArrayList<>();
        boolean failing;

        @Override
        public synchronized void publishEvent(Object event) {
            if (failing) throw new IllegalStateException("a listener fails");
            events.add((ParcelsScannedOut) event);
        }
    }

    @BeforeEach
    void aSite() {
        merchant = scenery.merchant();
        site = packing.siteWithPrinter();
        var consequences = new ScanOut.Consequences(List.of(held), billable, heard, clock);
        scanOut = new ScanOut(jdbc, states, reader, shares, manifests, consequences);
    }

    @Test
    void a_scanned_parcel_is_shipped_billed_and_told_with_its_postage() {
        var parcel = packing.labelled(merchant, site);

        var result = scan(site, tracking(parcel));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ScanResult.Shipped.class,
                        shipped -> assertThat(shipped.left()).isZero());
        assertThat(packing.view(parcel).state()).isEqualTo(ParcelState.SHIPPED);
        assertThat(packing.timeline(parcel)).endsWith("parcel.manifested", "parcel.shipped");
        var told = heard.events.getLast().parcels().getFirst();
        assertThat(told.parcel()).isEqualTo(parcel);
        assertThat(told.postage().values())
                .containsExactly(packing.label(parcel).postage());
        assertThat(told.lines()).hasSize(1);
        assertThat(billed(parcel)).isEqualTo(1);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void the_same_scan_again_changes_nothing_and_says_so() {
        var parcel = packing.labelled(merchant, site);
        scan(site, tracking(parcel));

        assertThat(scan(site, tracking(parcel))).isInstanceOf(ScanResult.AlreadyShipped.class);
        assertThat(billed(parcel)).isEqualTo(1);
    }

    @Test
    void every_way_a_scanner_sends_the_sscc_is_understood() {
        for (var form : List.of("%s", "00%s", "(00)%s", "]C100%s", "]C1\u001d00%s", "\u001d00%s")) {
            var parcel = packing.labelled(merchant, site);

            var result = scan(site, String.format(form, packing.view(parcel).sscc()));

            assertThat(result).as(form).isInstanceOf(ScanResult.Shipped.class);
        }
    }

    @Test
    void what_must_not_leave_is_refused_with_a_reason() {
        var elsewhere = packing.siteWithPrinter();
        var packedOnly = packing.packed(merchant, site, ParcelScenery.MIAMI);
        var sscc = packing.view(packedOnly).sscc();
        assertThat(code(scan(site, sscc))).isEqualTo("no-label");

        var parcel = packing.labelled(merchant, site);
        assertThat(code(scan(elsewhere, tracking(parcel)))).isEqualTo("wrong-site");
        assertThat(code(scan(site, "0614141999999999"))).isEqualTo("unknown-code");
        assertThat(code(scan(site, "'; drop table parcel"))).isEqualTo("unknown-code");

        held.parcels.add(parcel);
        assertThat(scan(site, tracking(parcel)))
                .isEqualTo(new ScanResult.Refused("held", "The order is held: fraud review."));

        held.parcels.clear();
        var old = tracking(parcel);
        run(() -> parcels.readdress(List.of(parcel), ParcelScenery.shipTo("Bo"), "moved"));
        engine.drain();
        assertThat(code(scan(site, old))).isEqualTo("old-label");

        run(() -> parcels.voidParcels(List.of(parcel), "cancelled"));
        assertThat(code(scan(site, old))).isEqualTo("voided");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_listener_that_fails_keeps_the_parcel_here() {
        var parcel = packing.labelled(merchant, site);
        heard.failing = true;
        try {
            scan(site, tracking(parcel));
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("a listener fails");
        } finally {
            heard.failing = false;
        }

        assertThat(packing.view(parcel).state()).isEqualTo(ParcelState.LABELLED);
        assertThat(billed(parcel)).isZero();
        assertThat(scan(site, tracking(parcel))).isInstanceOf(ScanResult.Shipped.class);
    }

    @Test
    void scan_and_void_of_one_parcel_never_both_win() throws Exception {
        int shipped = 0;
        for (int round = 0; round < 12; round++) {
            var parcel = packing.labelled(merchant, site);
            var code = tracking(parcel);
            var start = new CountDownLatch(1);
            Future<Boolean> voided;
            Future<ScanResult> scanned;
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                voided = both.submit(() -> {
                    start.await();
                    try {
                        run(() -> parcels.voidParcels(List.of(parcel), "cancelled"));
                        return true;
                    } catch (Refusal gone) {
                        return false;
                    }
                });
                scanned = both.submit(() -> {
                    start.await();
                    return scan(site, code);
                });
                start.countDown();
            }
            boolean left = scanned.get() instanceof ScanResult.Shipped;
            assertThat(left).isNotEqualTo(voided.get());
            assertThat(packing.view(parcel).state()).isEqualTo(left ? ParcelState.SHIPPED : ParcelState.VOIDED);
            if (left) shipped++;
        }
        engine.drain();
        assertThat(shipped).isBetween(0, 12);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_manifest_is_closed_once_with_its_document_and_the_next_scan_opens_another() throws Exception {
        var first = packing.labelled(merchant, site);
        scan(site, tracking(first));
        var open = manifestOf(site);

        var closed = all(() -> manifests.close(open.id()));
        var again = all(() -> manifests.close(open.id()));
        scan(site, tracking(packing.labelled(merchant, site)));

        assertThat(closed.state()).isEqualTo("CLOSED");
        assertThat(closed.parcels()).isEqualTo(1);
        assertThat(again.pdfFile()).isEqualTo(closed.pdfFile());
        assertThat(manifestOf(site).id()).isNotEqualTo(open.id());
        var document = all(() ->
                files.find(java.util.Objects.requireNonNull(closed.pdfFile())).orElseThrow());
        try (var pdf = Loader.loadPDF(document.content())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("Manifest " + closed.number(), tracking(first));
        }
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void the_manifest_to_close_stands_above_those_of_imported_days_and_the_list_goes_on_where_it_ended() {
        scan(site, tracking(packing.labelled(merchant, site)));
        var open = manifestOf(site);
        var past = UUID.fromString(
                "ffffffff-ffff-4fff-bfff-" + open.id().toString().substring(24));
        scenery.inTransaction(() ->
                jdbc.sql("""
                insert into manifest (id, warehouse_id, carrier, business_day, state, opened_at, closed_at, closed_by)
                values (:id, :site, 'DEMO', '2020-01-02', 'CLOSED', '2020-01-02T08:00:00Z', '2020-01-02T20:00:00Z', 'imported')
                """).param("id", past).param("site", site.value()).update());

        assertThat(manifestOf(site).id()).isEqualTo(open.id());
        assertThat(all(() -> manifests.list(open.id(), 10_000)))
                .extracting(Manifests.ManifestView::id)
                .contains(past)
                .doesNotContain(open.id());
    }

    private Manifests.ManifestView manifestOf(WarehouseId site) {
        return all(() -> manifests.list(null, 50)).stream()
                .filter(manifest -> manifest.warehouseId().equals(site.value()))
                .findFirst()
                .orElseThrow();
    }

    private String tracking(ParcelId parcel) {
        return java.util.Objects.requireNonNull(packing.label(parcel).tracking());
    }

    private ScanResult scan(WarehouseId at, String code) {
        return scenery.inTransaction(() -> scanOut.scan(at, code));
    }

    private static String code(ScanResult result) {
        return ((ScanResult.Refused) result).code();
    }

    private long billed(ParcelId parcel) {
        return scenery.inTransaction(
                () -> jdbc.sql("select count(*) from billable_act where kind = 'SHIPPED' and cause = :cause")
                        .param("cause", "parcel:" + parcel)
                        .query(Long.class)
                        .single());
    }

    private static void run(Runnable command) {
        Context.background("test").run(command);
    }
}
