package wharf.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.walking.PickPath;

@Core
@WharfTest
class WarehousesTest {
    @Autowired
    Warehouses warehouses;

    @Autowired
    Layouts layouts;

    @Autowired
    WorkCalendars calendars;

    @Autowired
    Totes totes;

    @Autowired
    WorkStations stations;

    WarehouseId site;

    @BeforeEach
    void aSite() {
        site = Scenery.all(() -> warehouses.create(warehouse("America/New_York")));
    }

    @Test
    void aSiteThatIsNotThereIsNotFoundWhenItIsToBeLaidOut() {
        assertThatThrownBy(() -> Scenery.all(() -> layouts.build(WarehouseId.next(), LayoutSpec.of(2, 2, 1))))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void aSiteIsFoundAsItWasCreatedAndChanged() {
        var changed = warehouse("America/Phoenix");

        Scenery.all(() -> {
            warehouses.update(site, changed);
            return true;
        });

        assertThat(Scenery.all(() -> warehouses.find(site))).hasValueSatisfying(found -> {
            assertThat(found.code()).isEqualTo(changed.code());
            assertThat(found.zone()).isEqualTo(ZoneId.of("America/Phoenix"));
            assertThat(found.releaseMode()).isEqualTo(ReleaseMode.AUTO);
        });
    }

    @Test
    void aCodeThatIsTakenAndATimeZoneThatDoesNotExistAreRefused() {
        var code = Scenery.all(() -> warehouses.get(site)).code();
        var taken = new NewWarehouse(code, "Two", "1 Rd", "Miami", "FL", "33101", "US", 25, -80, "UTC", null, null);

        assertThatThrownBy(() -> Scenery.all(() -> warehouses.create(taken))).hasMessageContaining("this code");
        assertThatThrownBy(() -> Scenery.all(() -> warehouses.create(warehouse("Mars/Olympus"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("IANA");
    }

    @Test
    void aLayoutNumbersItsBinsAlongAnSAndCanBeWalked() {
        var bins = Scenery.all(() -> layouts.build(site, LayoutSpec.of(12, 20, 4)));

        assertThat(bins).hasSize(960);
        assertThat(new HashSet<>(bins.stream().map(Bin::code).toList())).hasSize(960);
        assertThat(bins.getFirst().code()).isEqualTo("A01-01-1");
        assertThat(bins.get(79).code()).isEqualTo("A01-20-4");
        assertThat(bins.get(80).code()).isEqualTo("A02-20-1");
        var plan = Scenery.all(() -> layouts.plan(site)).orElseThrow();
        assertThat(plan.aisleCodes()).hasSize(12);
        var stops = bins.stream().map(Bin::stop).toList();
        assertThat(PickPath.order(plan.layout(), stops).lengthMm()).isPositive();
    }

    @Test
    void racksOfTwoAislesStandBesideEachOtherAndNeverInOne() {
        var bins = Scenery.all(() -> layouts.build(site, LayoutSpec.of(3, 8, 1)));

        for (int i = 0; i < bins.size(); i++) {
            for (int j = i + 1; j < bins.size(); j++) {
                assertThat(overlap(bins.get(i), bins.get(j)))
                        .as(bins.get(i) + " and " + bins.get(j))
                        .isFalse();
            }
        }
    }

    @Test
    void aSiteIsLaidOutOnce() {
        Scenery.all(() -> layouts.build(site, LayoutSpec.of(1, 2, 1)));

        assertThatThrownBy(() -> Scenery.all(() -> layouts.build(site, LayoutSpec.of(1, 2, 1))))
                .hasMessageContaining("laid out already");
    }

    @Test
    void aCalendarHoldsWorkingDaysHolidaysAndCutOffsOfEachService() {
        var christmas = LocalDate.of(2026, 12, 25);
        var noon = Map.of(DayOfWeek.MONDAY, LocalTime.NOON, DayOfWeek.SATURDAY, LocalTime.of(9, 30));

        Scenery.all(() -> {
            calendars.workOn(site, Set.of(DayOfWeek.MONDAY, DayOfWeek.SATURDAY));
            calendars.close(site, Map.of(christmas, "Christmas"));
            calendars.offer(site, new SiteService("GROUND", 1, Map.of(DayOfWeek.MONDAY, LocalTime.MIDNIGHT)));
            calendars.offer(site, new SiteService("GROUND", 0, noon));
            calendars.offer(site, new SiteService("EXPRESS", 0, Map.of(DayOfWeek.MONDAY, LocalTime.of(17, 0))));
            calendars.withdraw(site, "EXPRESS");
            return true;
        });

        var calendar = Scenery.all(() -> calendars.of(site));
        assertThat(calendar.zone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(calendar.workingDays()).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.SATURDAY);
        assertThat(calendar.holidays()).containsExactly(christmas);
        assertThat(calendar.services()).containsOnly(Map.entry("GROUND", new SiteService("GROUND", 0, noon)));
    }

    @Test
    void aSiteWithoutACalendarWorksMondayToFriday() {
        assertThat(Scenery.all(() -> calendars.of(site)).workingDays())
                .hasSize(5)
                .doesNotContain(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    }

    @Test
    void totesAreNumberedOnAndFoundByCodeOrLicencePlateInAnyCase() {
        Scenery.all(() -> totes.create(site, 2));
        var more = Scenery.all(() -> totes.create(site, 1));

        var tote = more.getFirst();
        assertThat(tote.code()).isEqualTo("T0003");
        assertThat(Scenery.all(() -> totes.find(site, "t0003"))).contains(tote);
        assertThat(Scenery.all(() -> totes.find(site, " " + tote.lpn().toLowerCase(Locale.ROOT))))
                .contains(tote);
        assertThat(Scenery.all(() -> totes.free(site, 10))).hasSize(3);
        assertThatThrownBy(() -> Scenery.all(() -> totes.create(site, List.of("T0003"))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aStationHasACodeOfItsOwn() {
        Scenery.all(() -> stations.create(site, "PACK-1", "Pack bench 1", WorkStation.Kind.PACK));

        assertThat(Scenery.all(() -> stations.all(site)))
                .extracting(WorkStation::code)
                .containsExactly("PACK-1");
        assertThatThrownBy(() -> Scenery.all(() -> stations.create(site, "PACK-1", "Another", WorkStation.Kind.PACK)))
                .isInstanceOf(Refusal.class);
    }

    private static boolean overlap(Bin a, Bin b) {
        return Math.abs(a.xMm() - b.xMm()) * 2 < a.depthMm() + b.depthMm()
                && Math.abs(a.yMm() - b.yMm()) * 2 < a.widthMm() + b.widthMm();
    }

    private static NewWarehouse warehouse(String zone) {
        return new NewWarehouse(
                Scenery.unique("W").toUpperCase(Locale.ROOT),
                "Site",
                "1 Dock Rd",
                "Fort Myers",
                "FL",
                "33901",
                "US",
                26.64,
                -81.87,
                zone,
                null,
                null);
    }
}
