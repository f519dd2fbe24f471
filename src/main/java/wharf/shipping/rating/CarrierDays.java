package wharf.shipping.rating;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The days a carrier moves and delivers: Monday to Friday but for the holidays given. */
public record CarrierDays(Set<LocalDate> holidays) {
    public static final CarrierDays WEEKDAYS = new CarrierDays(Set.of());

    public CarrierDays {
        holidays = Set.copyOf(holidays);
    }

    /** As the large parcel carriers of the United States keep them, for what leaves on that day. */
    public static CarrierDays unitedStates(LocalDate shipOn) {
        return new CarrierDays(IntStream.rangeClosed(shipOn.getYear(), shipOn.getYear() + 1)
                .boxed()
                .flatMap(CarrierDays::holidays)
                .collect(Collectors.toSet()));
    }

    /** The six that all of them keep; there are more public holidays, on which they drive. */
    private static Stream<LocalDate> holidays(int year) {
        return Stream.of(
                observed(LocalDate.of(year, Month.JANUARY, 1)),
                LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)),
                observed(LocalDate.of(year, Month.JULY, 4)),
                LocalDate.of(year, Month.SEPTEMBER, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)),
                LocalDate.of(year, Month.NOVEMBER, 1).with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY)),
                observed(LocalDate.of(year, Month.DECEMBER, 25)));
    }

    /** One on a Sunday is kept on the Monday. */
    private static LocalDate observed(LocalDate holiday) {
        return holiday.getDayOfWeek() == DayOfWeek.SUNDAY ? holiday.plusDays(1) : holiday;
    }

    /** The day {@code workingDays} later; what leaves on a day off is moved on the next working day, from which the count starts. */
    public LocalDate after(LocalDate shipOn, int workingDays) {
        var day = nextWorking(shipOn);
        for (int i = 0; i < workingDays; i++) day = nextWorking(day.plusDays(1));
        return day;
    }

    private LocalDate nextWorking(LocalDate from) {
        var day = from;
        while (!works(day)) day = day.plusDays(1);
        return day;
    }

    private boolean works(LocalDate day) {
        var weekday = day.getDayOfWeek();
        return weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY && !holidays.contains(day);
    }
}
