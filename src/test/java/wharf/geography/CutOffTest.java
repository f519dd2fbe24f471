package wharf.geography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CutOffTest {
    private static final ZoneId FORT_MYERS = ZoneId.of("America/New_York");
    private static final ZoneId PHOENIX = ZoneId.of("America/Phoenix");
    private static final Set<DayOfWeek> EVERY_DAY = Set.of(DayOfWeek.values());

    private static CutOff daily(ZoneId zone, String time, int processingDays) {
        return CutOff.daily(WorkingCalendar.mondayToFriday(zone), LocalTime.parse(time), processingDays);
    }

    private static CutOff nightly(ZoneId zone, String time) {
        return CutOff.daily(new WorkingCalendar(zone, EVERY_DAY, Set.of()), LocalTime.parse(time), 0);
    }

    private static Instant utc(String instant) {
        return Instant.parse(instant);
    }

    @Test
    void before_the_cut_off_it_leaves_the_same_day_and_after_it_the_next() {
        var cutOff = daily(FORT_MYERS, "14:00", 0);

        assertThat(cutOff.shipBy(utc("2026-06-03T17:59:59Z"))).isEqualTo(utc("2026-06-03T18:00:00Z"));
        assertThat(cutOff.shipBy(utc("2026-06-03T18:00:00Z"))).isEqualTo(utc("2026-06-04T18:00:00Z"));
        assertThat(cutOff.shipDate(utc("2026-06-03T18:00:01Z"))).isEqualTo("2026-06-04");
    }

    @Test
    void weekends_and_holidays_do_not_count() {
        var calendar = new WorkingCalendar(
                FORT_MYERS,
                WorkingCalendar.mondayToFriday(FORT_MYERS).workingDays(),
                Set.of(LocalDate.parse("2026-07-03")));
        var sameDay = CutOff.daily(calendar, LocalTime.of(14, 0), 0);
        var twoDays = CutOff.daily(calendar, LocalTime.of(14, 0), 2);

        assertThat(sameDay.shipDate(utc("2026-07-02T20:00:00Z"))).isEqualTo("2026-07-06");
        assertThat(twoDays.shipDate(utc("2026-07-02T12:00:00Z"))).isEqualTo("2026-07-07");
    }

    @Test
    void a_working_day_without_a_time_has_no_departure() {
        var calendar = new WorkingCalendar(PHOENIX, EVERY_DAY, Set.of());
        var cutOff = new CutOff(
                calendar, Map.of(DayOfWeek.TUESDAY, LocalTime.of(9, 0), DayOfWeek.FRIDAY, LocalTime.of(16, 0)), 0);

        assertThat(cutOff.shipBy(utc("2026-06-03T00:00:00Z"))).isEqualTo(utc("2026-06-05T23:00:00Z"));
    }

    @Test
    void the_same_local_time_is_another_instant_before_and_after_the_clocks_change_in_fort_myers() {
        var cutOff = nightly(FORT_MYERS, "14:00");

        assertThat(cutOff.shipBy(utc("2026-03-07T12:00:00Z"))).isEqualTo(utc("2026-03-07T19:00:00Z"));
        assertThat(cutOff.shipBy(utc("2026-03-08T12:00:00Z"))).isEqualTo(utc("2026-03-08T18:00:00Z"));
        assertThat(cutOff.shipBy(utc("2026-10-31T12:00:00Z"))).isEqualTo(utc("2026-10-31T18:00:00Z"));
        assertThat(cutOff.shipBy(utc("2026-11-01T12:00:00Z"))).isEqualTo(utc("2026-11-01T19:00:00Z"));
    }

    @Test
    void a_cut_off_in_the_skipped_hour_falls_an_hour_later() {
        var cutOff = nightly(FORT_MYERS, "02:30"); // does not exist on 8 March 2026

        assertThat(cutOff.shipBy(utc("2026-03-08T06:59:00Z"))).isEqualTo(utc("2026-03-08T07:30:00Z"));
        assertThat(cutOff.shipBy(utc("2026-03-08T07:30:00Z"))).isEqualTo(utc("2026-03-09T06:30:00Z"));
    }

    @Test
    void a_cut_off_in_the_repeated_hour_is_the_first_of_the_two() {
        var cutOff = nightly(FORT_MYERS, "01:30"); // twice on 1 November 2026

        assertThat(cutOff.shipBy(utc("2026-11-01T05:29:00Z"))).isEqualTo(utc("2026-11-01T05:30:00Z"));
        assertThat(cutOff.shipBy(utc("2026-11-01T05:45:00Z"))).isEqualTo(utc("2026-11-02T06:30:00Z"));
    }

    @Test
    void phoenix_never_changes_its_clocks() {
        for (var day : List.of("2026-03-07", "2026-03-08", "2026-03-09", "2026-10-31", "2026-11-01", "2026-11-02")) {
            assertThat(nightly(PHOENIX, "02:30").shipBy(utc(day + "T09:29:59Z")))
                    .isEqualTo(utc(day + "T09:30:00Z"));
            assertThat(nightly(PHOENIX, "14:00").shipBy(utc(day + "T12:00:00Z")))
                    .isEqualTo(utc(day + "T21:00:00Z"));
        }
    }

    @Test
    void ship_by_is_always_in_the_future_on_a_departure_day_and_never_goes_back() {
        var random = new Random(2026);
        for (var i = 0; i < 2_000; i++) {
            var cutOff = anyCutOff(random);
            var received = utc("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(400 * 86_400));

            var shipBy = cutOff.shipBy(received);

            var date = cutOff.shipDate(received);
            assertThat(shipBy).isAfter(received);
            assertThat(cutOff.calendar().isWorking(date))
                    .as("%s %s", cutOff, received)
                    .isTrue();
            assertThat(cutOff.times()).containsKey(date.getDayOfWeek());
            assertThat(cutOff.shipBy(received.plusSeconds(random.nextInt(100_000))))
                    .isAfterOrEqualTo(shipBy);
        }
    }

    private static CutOff anyCutOff(Random random) {
        var zone = random.nextBoolean() ? FORT_MYERS : PHOENIX;
        var working = new HashSet<DayOfWeek>(Set.of(DayOfWeek.of(1 + random.nextInt(7))));
        var times = new EnumMap<DayOfWeek, LocalTime>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            if (random.nextInt(3) > 0) {
                working.add(day);
            }
            if (random.nextInt(4) > 0) {
                times.put(day, LocalTime.ofSecondOfDay(random.nextInt(86_400)));
            }
        }
        working.forEach(day -> times.putIfAbsent(day, LocalTime.NOON));
        if (working.size() > 2) {
            times.remove(working.iterator().next());
        }
        var holidays = new HashSet<LocalDate>();
        for (var h = 0; h < random.nextInt(20); h++) {
            holidays.add(LocalDate.parse("2026-01-01").plusDays(random.nextInt(400)));
        }
        return new CutOff(new WorkingCalendar(zone, working, holidays), times, random.nextInt(4));
    }

    @Test
    void nonsense_is_refused() {
        var calendar = WorkingCalendar.mondayToFriday(PHOENIX);

        assertThatThrownBy(() -> new WorkingCalendar(PHOENIX, Set.of(), Set.of()))
                .hasMessageContaining("working day");
        assertThatThrownBy(() -> new CutOff(calendar, Map.of(DayOfWeek.SUNDAY, LocalTime.NOON), 0))
                .hasMessageContaining("SUNDAY");
        assertThatThrownBy(() -> CutOff.daily(calendar, LocalTime.NOON, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> calendar.plusWorkingDays(LocalDate.EPOCH, -1)).hasMessageContaining("-1");
    }

    @Test
    void working_days_are_counted_over_the_weekend() {
        var calendar = WorkingCalendar.mondayToFriday(PHOENIX);
        var friday = LocalDate.parse("2026-06-05");

        assertThat(calendar.plusWorkingDays(friday, 0)).isEqualTo(friday);
        assertThat(calendar.plusWorkingDays(friday, 1)).isEqualTo("2026-06-08");
        assertThat(calendar.plusWorkingDays(friday.plusDays(1), 0)).isEqualTo("2026-06-08");
        assertThat(calendar.plusWorkingDays(friday, 5)).isEqualTo("2026-06-12");
    }
}
