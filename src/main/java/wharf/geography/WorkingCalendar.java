package wharf.geography;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * The days on which a place works, in its own time zone.
 *
 * @param workingDays never empty
 * @param holidays dates that do not count, whatever their weekday
 */
public record WorkingCalendar(ZoneId zone, Set<DayOfWeek> workingDays, Set<LocalDate> holidays) {
    /** No operation closes for longer than a year; a calendar that does is a mistake. */
    private static final int LONGEST_PAUSE_DAYS = 366;

    public WorkingCalendar {
        if (workingDays.isEmpty()) {
            throw new IllegalArgumentException("A working calendar needs at least one working day, zone " + zone);
        }
        workingDays = Set.copyOf(workingDays);
        holidays = Set.copyOf(holidays);
    }

    /** Monday to Friday without holidays. */
    public static WorkingCalendar mondayToFriday(ZoneId zone) {
        return new WorkingCalendar(
                zone,
                Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY),
                Set.of());
    }

    /** Whether the place works on that date. */
    public boolean isWorking(LocalDate date) {
        return workingDays.contains(date.getDayOfWeek()) && !holidays.contains(date);
    }

    /** The date itself if it is a working day, or the next one. */
    public LocalDate onOrAfter(LocalDate date) {
        var day = date;
        for (var tries = 0; tries <= LONGEST_PAUSE_DAYS; tries++) {
            if (isWorking(day)) {
                return day;
            }
            day = day.plusDays(1);
        }
        throw new IllegalStateException("No working day within a year after " + date + " in " + zone);
    }

    /** That many working days later; zero gives {@link #onOrAfter}. */
    public LocalDate plusWorkingDays(LocalDate date, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("Working days cannot be negative: " + days);
        }
        var day = onOrAfter(date);
        for (var left = days; left > 0; left--) {
            day = onOrAfter(day.plusDays(1));
        }
        return day;
    }
}
