package wharf.fulfilment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.packing.CloseParcel;
import wharf.packing.PackStation;
import wharf.packing.Scan;
import wharf.picking.PutBacks;
import wharf.platform.Context;
import wharf.platform.WorkEngine;
import wharf.shared.Actor;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.Role;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.testing.Floor;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Which units are in which carton, when it leaves and when it is unpacked again. */
@WharfTest
class CartonsTest {
    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    OrderIntake intake;

    @Autowired
    OrderCare care;

    @Autowired
    PackStation station;

    @Autowired
    Parcels parcels;

    @Autowired
    PutBacks putBacks;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @LocalServerPort
    int port;

    MerchantId merchant;
    WarehouseId site;
    ItemId mug;
    Api worker;

    @BeforeEach
    void twoLotsOfMugs() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        mug = scenery.item(merchant, "MUG");
        var bin = scenery.bin(site, "A-01");
        scenery.receive(merchant, mug, bin, "LOT-A", LocalDate.of(2040, 1, 1), 1);
        scenery.receive(merchant, mug, bin, "LOT-B", LocalDate.of(2041, 1, 1), 1);
        worker = people.signedIn(port, Role.FLOOR_WORKER);
    }

    @Test
    void unitsOfACancelledParcelArePutBackByWhateverIsPrintedOnItsCarton() {
        var order = placed(2);
        var session = opened(order);
        var first = parcelOfOne(session);
        var second = parcelOfOne(session);
        engine.drain();
        var tracking = tracking(first);
        all(() -> care.cancel(order, null, "changed her mind"));
        var parcel = parcel(first);

        var waiting = worker.get("/api/v1/put-backs?warehouse=" + site).body();
        assertThat(waiting)
                .contains(
                        "\"parcel\":\"" + parcel.number() + "\"",
                        "\"sscc\":\"" + parcel.sscc() + "\"",
                        "\"tracking\":\"" + tracking + "\"");
        var task = taskIn(parcel);
        for (var code : List.of(parcel.sscc(), "00" + parcel.sscc(), tracking, String.valueOf(parcel.number())))
            assertThat(worker.get("/api/v1/put-backs?warehouse=" + site + "&container=" + code)
                            .body())
                    .as(code)
                    .contains(task.toString())
                    .doesNotContain(taskIn(parcel(second)).toString());
        var page = onTheFloor();
        assertThat(page)
                .contains(
                        "parcel " + parcel.number(), "parcel " + parcel(second).number())
                .doesNotContain("CARTON-");
        var wrong = putBack(task, parcel(second).sscc());
        assertThat(wrong).contains("wrong-container", "These units are in parcel " + parcel.number());
        assertThat(putBack(task, parcel.sscc())).contains("\"done\":1");
        assertThat(putBack(taskIn(parcel(second)), tracking(second))).contains("\"done\":1");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void unitsInACartonThatIsStillOpenArePutBackByTheToteItIsPackedFrom() {
        var order = placed(2);
        var tote = floor.pick(site).getFirst();
        var session = packer(() -> station.open(site, tote)).id();
        packer(() -> station.scan(session, new Scan(Ids.next().toString(), "MUG", 1, null)));
        all(() -> care.cancel(order, null, "changed her mind"));

        var waiting = all(() -> putBacks.in(site, tote.toLowerCase(java.util.Locale.ROOT)));
        assertThat(waiting).hasSize(2);
        assertThat(onTheFloor()).contains("the open carton of " + tote, ">Take this one<");

        for (var task : waiting) assertThat(putBack(task.id(), tote)).contains("\"done\":1");
        assertThat(scenery.broken()).isEmpty();
    }

    private OrderId placed(int units) {
        var result = all(() -> intake.take(List.of(order(merchant, NewOrder.Shortage.REFUSE, "MUG", units))))
                .getFirst();
        engine.drain();
        return ((IntakeResult.Accepted) result).id();
    }

    private UUID opened(OrderId order) {
        assertThat(order).isNotNull();
        var tote = floor.pick(site).getFirst();
        return packer(() -> station.open(site, tote)).id();
    }

    private ParcelId parcelOfOne(UUID session) {
        packer(() -> station.scan(session, new Scan(Ids.next().toString(), "MUG", 1, null)));
        var carton = scenery.largestCarton();
        int grams = packer(() -> station.view(session)).expectedGramsInCarton() + carton.emptyGrams();
        return packer(() -> station.closeParcel(
                        session, new CloseParcel(Ids.next().toString(), carton.code(), grams, "simulated scale", null)))
                .parcel();
    }

    private ParcelView parcel(ParcelId id) {
        return all(() -> parcels.find(id)).orElseThrow();
    }

    private String tracking(ParcelId id) {
        return requireNonNull(requireNonNull(parcel(id).label()).tracking());
    }

    private UUID taskIn(ParcelView parcel) {
        return all(() -> putBacks.open(site, false, null, 50)).stream()
                .filter(task -> task.carton() != null
                        && parcel.sscc().equals(task.carton().sscc()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private String putBack(UUID task, String container) {
        return worker.send("POST", "/api/v1/put-backs/" + task + "/scans", """
                {"scanId": "%s", "container": "%s", "item": "MUG", "quantity": 1, "bin": "a-01"}""".formatted(UUID.randomUUID(), container))
                .body();
    }

    private String onTheFloor() {
        worker.form("/floor/site", Map.of("site", site.toString()));
        return worker.get("/floor/putback").body();
    }

    private static <T> T packer(java.util.function.Supplier<T> work) {
        return new Context(Scope.ALL, Actor.user("packer"), Lane.SCREEN).call(work::get);
    }
}
