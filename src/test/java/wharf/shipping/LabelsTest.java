package wharf.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Decisions;
import wharf.platform.ExternalEffects;
import wharf.platform.StoredFiles;
import wharf.platform.Turn;
import wharf.platform.Work;
import wharf.platform.WorkEngine;
import wharf.shared.Dimensions;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.shipping.rating.DemoRates;
import wharf.shipping.rating.RateSheet;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@Core
@WharfTest
class LabelsTest {
    @Autowired
    Scenery scenery;

    @Autowired
    BusinessClock clock;

    @Autowired
    ParcelScenery packing;

    @Autowired
    Parcels parcels;

    @Autowired
    Labels labels;

    @Autowired
    LabelStep step;

    @Autowired
    VoidLabelStep voiding;

    @Autowired
    WorkEngine engine;

    @Autowired
    Work work;

    @Autowired
    Decisions decisions;

    @Autowired
    RateSheets sheets;

    @Autowired
    ReturnLabels returnLabels;

    @Autowired
    ExternalEffects effects;

    @Autowired
    StoredFiles files;

    @Autowired
    JsonMapper json;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    CarrierPort carrier;

    @Autowired
    Rates rates;

    @Autowired
    JdbcClient jdbc;

    MerchantId merchant;
    WarehouseId site;

    @BeforeEach
    void aSite() {
        merchant = scenery.merchant();
        site = packing.siteWithPrinter();
    }

    @Test
    void a_packed_parcel_gets_its_label_bought_stored_and_printed_by_itself() {
        var parcel = packing.labelled(merchant, site);

        var view = packing.view(parcel);
        assertThat(view.state()).isEqualTo(ParcelState.LABELLED);
        assertThat(Sscc.isValid(view.sscc())).isTrue();
        var label = packing.label(parcel);
        assertThat(label.service()).isEqualTo("GROUND");
        assertThat(label.tracking()).startsWith("WD");
        assertThat(label.postage())
                .satisfies(postage -> assertThat(postage.minor()).isPositive());
        assertThat(all(() -> labels.prints(parcel)))
                .singleElement()
                .satisfies(job -> assertThat(job.state()).isEqualTo("SENT"));
        assertThat(packing.timeline(parcel)).containsExactly("parcel.packed", "parcel.labelled", "label.printed");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void the_label_carries_address_service_tracking_and_sscc_as_zpl_and_pdf() throws Exception {
        var parcel = packing.labelled(merchant, site);
        var view = packing.view(parcel);

        var zpl = new String(all(() -> labels.zpl(parcel)).content(), StandardCharsets.UTF_8);
        var first = all(() -> labels.pdf(parcel)).content();
        var second = all(() -> labels.pdf(parcel)).content();

        assertThat(zpl)
                .contains(
                        "Ann Smith",
                        "1 Ocean Dr",
                        "Miami FL 33139",
                        "GROUND",
                        "FRAGILE",
                        packing.label(parcel).tracking());
        assertThat(zpl).contains("^FD>;>800" + view.sscc());
        assertThat(second).isEqualTo(first);
        try (var pdf = Loader.loadPDF(first)) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("Ann Smith", view.sscc(), "A SIMULATOR", "FROM Site", "1 Dock Rd", "Fort Myers FL 33901")
                    .contains(" KG", "ZONE ", "BY " + packing.label(parcel).deliverBy());
        }
    }

    @Test
    void a_carrier_that_answers_too_late_has_sold_one_label_and_it_is_the_one_we_keep() {
        var parcel = packing.packed(merchant, site, ParcelScenery.shipTo("Tom [demo:time-out]"));

        engine.drain();
        var state = packing.view(parcel).state();
        retry(parcel.value());

        assertThat(state).isEqualTo(ParcelState.PACKED);
        assertThat(packing.view(parcel).state()).isEqualTo(ParcelState.LABELLED);
        assertThat(packing.sold(parcel)).isEqualTo(1);
        assertThat(asked(parcel.value())).isEqualTo(1);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_label_that_may_have_been_sold_is_asked_about_although_no_service_goes_there_any_more() {
        var parcel = packing.packed(merchant, site, ParcelScenery.shipTo("Tom [demo:time-out]"));
        engine.drain();
        assertThat(packing.sold(parcel)).isEqualTo(1);
        pricesOfTheNextYear(new RateSheet.Cell("GROUND", 15, 70, 1_000, 3));

        retry(parcel.value());

        assertThat(packing.label(parcel).state()).isEqualTo(LabelState.BOUGHT);
        assertThat(packing.sold(parcel)).isEqualTo(1);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void what_a_label_says_of_its_service_is_what_was_sold_whatever_would_be_chosen_now() {
        var parcel = packing.packed(merchant, site, ParcelScenery.shipTo("Tom [demo:time-out]"));
        engine.drain();
        pricesOfTheNextYear(
                new RateSheet.Cell("OVERNIGHT", 2, 70, 9_900, 1), new RateSheet.Cell("OVERNIGHT", 3, 70, 9_900, 1));

        retry(parcel.value());

        var label = packing.label(parcel);
        assertThat(label.state()).isEqualTo(LabelState.BOUGHT);
        assertThat(label.service()).isEqualTo("GROUND");
        var order = packing.view(parcel).lines().getFirst().order().value();
        assertThat(all(() -> decisions.about(order)))
                .filteredOn(decision -> decision.kind().equals("service"))
                .singleElement()
                .satisfies(decision -> assertThat(decision.chosen()).isEqualTo("GROUND"));
    }

    @Test
    void a_label_of_a_return_that_may_have_been_sold_is_asked_about_although_no_service_goes_there_any_more() {
        var id = Ids.next();
        scenery.inTransaction(() -> {
            jdbc.sql("update warehouse set name = 'Dock [demo:time-out]' where id = :id")
                    .param("id", site.value())
                    .update();
            returnLabels.want(new NewReturnLabel(
                    id,
                    merchant,
                    OrderId.next().value(),
                    site,
                    "R-1",
                    ParcelScenery.MIAMI,
                    new Dimensions(300, 200, 100),
                    500));
            return id;
        });
        engine.drain();
        assertThat(returnLabel(id).state()).isEqualTo(ReturnLabel.State.WANTED);
        pricesOfTheNextYear(new RateSheet.Cell("GROUND", 15, 70, 1_000, 3));

        // The label is of no real return, so whoever hears of returns is left out.
        var outputs = new ReturnLabelStep.Outputs(effects, files, event -> {}, json, clock);
        var returning = new ReturnLabelStep(jdbc, transaction, carrier, rates, outputs);
        all(() -> returning.run(List.of(id)));

        assertThat(returnLabel(id).state()).isEqualTo(ReturnLabel.State.BOUGHT);
    }

    private ReturnLabel returnLabel(UUID id) {
        return java.util.Objects.requireNonNull(
                all(() -> returnLabels.find(List.of(id))).get(id));
    }

    private void pricesOfTheNextYear(RateSheet.Cell... prices) {
        var sheet = new RateSheets.NewSheet(
                merchant, DemoRates.CARRIER, "next year", "USD", LocalDate.of(2020, 1, 1), null);
        all(() -> sheets.store(sheet, false, List.of(prices)));
    }

    @Test
    void a_refused_address_leaves_the_parcel_packed_and_a_new_address_gets_a_label() {
        var parcel = packing.packed(merchant, site, ParcelScenery.shipTo("Ron [demo:refuse]"));
        engine.drain();

        assertThat(packing.view(parcel).state()).isEqualTo(ParcelState.PACKED);
        assertThat(packing.label(parcel).state()).isEqualTo(LabelState.REFUSED);
        assertThat(packing.label(parcel).reason()).contains("does not know this address");

        act(() -> parcels.readdress(List.of(parcel), ParcelScenery.MIAMI, "address corrected"));
        engine.drain();

        assertThat(packing.view(parcel).state()).isEqualTo(ParcelState.LABELLED);
        assertThat(packing.label(parcel).generation()).isEqualTo(2);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void what_no_service_takes_is_refused_with_the_reason() {
        var line = ParcelScenery.line(FulfilmentId.next(), OrderId.next(), 1, 1);
        var anvil = new ParcelToBuild(
                merchant,
                site,
                null,
                null,
                "CRATE",
                new wharf.shared.Dimensions(300, 300, 300),
                80_000,
                "GROUND",
                null,
                ParcelScenery.MIAMI,
                java.util.Set.of(),
                List.of(line));
        var parcel = all(() -> parcels.pack(anvil));

        engine.drain();

        assertThat(packing.label(parcel).reason()).contains("weight of 177 lb is over 150 lb");
        assertThat(packing.sold(parcel)).isZero();
    }

    @Test
    void a_changed_address_voids_the_label_and_prints_another() {
        var parcel = packing.labelled(merchant, site);
        var old = packing.label(parcel).tracking();

        act(() -> parcels.readdress(List.of(parcel), ParcelScenery.shipTo("Ann Jones"), "recipient changed"));
        assertThat(packing.view(parcel).state()).isEqualTo(ParcelState.PACKED);
        engine.drain();

        assertThat(packing.label(parcel).tracking()).isNotEqualTo(old);
        assertThat(packing.sold(parcel)).isEqualTo(1);
        assertThat(new String(all(() -> labels.zpl(parcel)).content(), StandardCharsets.UTF_8))
                .contains("Ann Jones");
        assertThat(packing.timeline(parcel)).contains("parcel.label-voided");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_voided_parcel_gives_its_label_back_and_never_gets_another() {
        var parcel = packing.labelled(merchant, site);

        act(() -> parcels.voidParcels(List.of(parcel), "order cancelled"));
        engine.drain();

        assertThat(packing.view(parcel).state()).isEqualTo(ParcelState.VOIDED);
        assertThat(packing.label(parcel).state()).isEqualTo(LabelState.VOIDED);
        assertThat(packing.sold(parcel)).isZero();
        assertThatThrownBy(() -> act(() -> labels.renew(List.of(parcel), "again")))
                .isInstanceOf(Refusal.class);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_parcel_voided_before_its_label_was_asked_for_costs_nothing() {
        var parcel = packing.packed(merchant, site, ParcelScenery.MIAMI);

        act(() -> parcels.voidParcels(List.of(parcel), "order cancelled"));
        engine.drain();

        assertThat(packing.label(parcel).state()).isEqualTo(LabelState.VOIDED);
        assertThat(packing.sold(parcel)).isZero();
    }

    @Test
    void a_purchase_that_arrives_after_the_void_is_given_back() {
        var parcel = packing.packed(merchant, site, ParcelScenery.shipTo("Lee [demo:time-out]"));
        // Steps by themselves: in a long drain the purchase's own look-up falls due, and settles it.
        assertThatThrownBy(() -> all(() -> step.run(List.of(parcel.value()))))
                .isInstanceOf(LabelStep.StillUnknown.class);
        assertThat(packing.sold(parcel)).isEqualTo(1);

        act(() -> parcels.voidParcels(List.of(parcel), "order cancelled"));
        var label = scenery.inTransaction(() -> jdbc.sql("select id from label where parcel_id = :parcel")
                .param("parcel", parcel.value())
                .query(java.util.UUID.class)
                .single());
        assertThat(all(() -> voiding.run(List.of(label))).later()).containsKey(label);
        assertThat(packing.label(parcel).state()).isEqualTo(LabelState.VOIDING);

        // The purchase must have ended by then; nobody waits for it here.
        scenery.inTransaction(
                () -> jdbc.sql("update label set asked_at = asked_at - interval '1 hour' where parcel_id = :parcel")
                        .param("parcel", parcel.value())
                        .update());
        act(() -> work.retryNow(VoidLabelStep.NAME, label));
        engine.drain();

        assertThat(packing.label(parcel).state()).isEqualTo(LabelState.VOIDED);
        assertThat(packing.sold(parcel)).isZero();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void two_workers_on_one_parcel_buy_one_label() throws Exception {
        for (int round = 0; round < 8; round++) {
            // The slow carrier makes both of the last round's workers wait inside the purchase at the same time.
            var to = round < 7 ? ParcelScenery.MIAMI : ParcelScenery.shipTo("Sue [demo:slow]");
            var parcel = packing.packed(merchant, site, to);
            var start = new CountDownLatch(1);
            try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 2; i++)
                    workers.submit(() -> {
                        start.await();
                        return Context.background("race").call(() -> step.run(List.of(parcel.value())));
                    });
                start.countDown();
            }
            retry(parcel.value());

            assertThat(packing.view(parcel).state()).isEqualTo(ParcelState.LABELLED);
            assertThat(packing.sold(parcel)).isEqualTo(1);
            assertThat(all(() -> labels.prints(parcel))).hasSize(1);
        }
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void postage_of_a_shared_parcel_is_split_to_the_cent() {
        var first = FulfilmentId.next();
        var second = FulfilmentId.next();
        var parcel = all(() -> parcels.pack(ParcelScenery.build(
                merchant,
                site,
                ParcelScenery.MIAMI,
                "GROUND",
                null,
                ParcelScenery.line(first, OrderId.next(), 1, 1),
                ParcelScenery.line(second, OrderId.next(), 1, 2))));
        engine.drain();

        var shares = scenery.inTransaction(() ->
                jdbc.sql("""
                        select s.amount_minor from postage_share s join label l on l.id = s.label_id
                        where l.parcel_id = :parcel order by s.amount_minor
                        """).param("parcel", parcel.value()).query(Long.class).list());
        long postage = java.util.Objects.requireNonNull(packing.label(parcel).postage())
                .minor();
        assertThat(shares).hasSize(2);
        assertThat(shares.get(0) + shares.get(1)).isEqualTo(postage);
        assertThat(shares.get(1)).isBetween(2 * shares.get(0) - 2, 2 * shares.get(0) + 2);
        assertThat(all(() -> parcels.of(List.of(first, second)))).hasSize(1);
    }

    @Test
    void the_choice_of_service_is_explained_with_every_candidate() {
        var order = OrderId.next();
        var promise =
                LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC).plusDays(30);
        all(() -> parcels.pack(ParcelScenery.build(
                merchant,
                site,
                ParcelScenery.MIAMI,
                "OVERNIGHT",
                promise,
                ParcelScenery.line(FulfilmentId.next(), order, 1, 1))));
        engine.drain();

        assertThat(all(() -> decisions.about(order.value()))).singleElement().satisfies(decision -> {
            assertThat(decision.kind()).isEqualTo("service");
            assertThat(decision.chosen()).isEqualTo("GROUND");
            assertThat(decision.reason()).contains("cheapest that arrives by");
            assertThat(decision.candidates()).hasSize(4);
        });
    }

    @Test
    void a_reprint_says_copy() {
        var parcel = packing.labelled(merchant, site);

        all(() -> labels.reprint(parcel));
        engine.drain();

        assertThat(all(() -> labels.prints(parcel)))
                .extracting(job -> job.copyOf() != null)
                .containsExactly(false, true);
        var content = scenery.inTransaction(
                () -> jdbc.sql("select content from print_job where subject = :parcel order by created_at")
                        .param("parcel", parcel.value())
                        .query(String.class)
                        .list());
        assertThat(content.get(0)).doesNotContain("COPY");
        assertThat(content.get(1)).contains("^FDCOPY^FS");
    }

    @Test
    void another_merchant_sees_neither_parcel_nor_label() {
        var parcel = packing.labelled(merchant, site);
        var other = scenery.merchant();
        var stranger = new Context(Scope.of(other), wharf.shared.Actor.user("stranger"), wharf.shared.Lane.SCREEN);

        assertThat(stranger.call(() -> parcels.find(parcel))).isEmpty();
        assertThat(stranger.call(() -> parcels.list(null, Turn.START, 100))).isEmpty();
        assertThatThrownBy(() -> stranger.call(() -> labels.zpl(parcel))).isInstanceOf(Refusal.class);
    }

    private void retry(java.util.UUID parcel) {
        act(() -> work.retryNow(LabelStep.NAME, parcel));
        engine.drain();
    }

    private long asked(java.util.UUID parcel) {
        return scenery.inTransaction(
                () -> jdbc.sql("select sum(asked) from demo_carrier_label where reference like :reference")
                        .param("reference", "label:" + parcel + ":%")
                        .query(Long.class)
                        .single());
    }

    private static void act(Runnable command) {
        Context.background("test").run(command);
    }
}
