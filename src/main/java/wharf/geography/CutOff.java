package wharf.geography;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.Map;

/**
 * Until when an order must be in to leave the same day, and how long handling takes.
 *
 * <p>Times are local. On the night clocks go forward a cut-off inside the skipped hour falls an hour later; on the
 * night they go back it is the earlier of the two (the rules of {@link java.time.ZonedDateTime}).
 *
 * @param times local time per weekday; a working day without one has no departure
 * @param processingDays whole working days between acceptance and departure, 0 for the same day
 */
public record CutOff(WorkingCalendar calendar, Map<DayOfWeek, LocalTime> times, int processingDays) {
    private static final int LONGEST_PAUSE_DAYS = 366;

    public CutOff {
        if (times.keySet().stream().noneMatch(calendar.workingDays()::contains)) {
            throw new IllegalArgumentException("No cut-off falls on a working day: " + times);
        }
        if (processingDays < 0 || processingDays > 60) {
            throw new IllegalArgumentException("Processing days must be 0 to 60, not " + processingDays);
        }
        times = Map.copyOf(times);
    }

    /** The same time on every working day. */
    public static CutOff daily(WorkingCalendar calendar, LocalTime time, int processingDays) {
        var times = new EnumMap<DayOfWeek, LocalTime>(DayOfWeek.class);
        calendar.workingDays().forEach(day -> times.put(day, time));
        return new CutOff(calendar, times, processingDays);
    }

    /**
     * When an order that came in at {@code received} has to leave: the cut-off of the first departure day that can
     * still be made, plus the processing days. Always after {@code received}; at the very cut-off it is too late.
     */
    public Instant shipBy(Instant received) {
        var day = departureOnOrAfter(received.atZone(calendar.zone()).toLocalDate());
        if (!received.isBefore(instantOf(day))) {
            day = departureOnOrAfter(day.plusDays(1));
        }
        return instantOf(departureOnOrAfter(calendar.plusWorkingDays(day, processingDays)));
    }

    /** The local date of {@link #shipBy}. */
    public LocalDate shipDate(Instant received) {
        return shipBy(received).atZone(calendar.zone()).toLocalDate();
    }

    private LocalDate departureOnOrAfter(LocalDate date) {
        var day = calendar.onOrAfter(date);
        for (var tries = 0; tries <= LONGEST_PAUSE_DAYS; tries++) {
            if (times.containsKey(day.getDayOfWeek())) {
                return day;
            }
            day = calendar.onOrAfter(day.plusDays(1));
        }
        throw new IllegalStateException("No departure within a year after " + date + " in " + calendar.zone());
    }

    private Instant instantOf(LocalDate day) {
        var time = times.get(day.getDayOfWeek());
        if (time == null) {
            throw new IllegalStateException("No cut-off on " + day);
        }
        return day.atTime(time).atZone(calendar.zone()).toInstant();
    }
}
