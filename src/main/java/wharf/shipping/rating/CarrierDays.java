package wharf.shipping.rating;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** The days a carrier moves and delivers: Monday to Friday but for the holidays given. */
public record CarrierDays(Set<LocalDate> holidays) {
    public static final CarrierDays WEEKDAYS = new CarrierDays(Set.of());

    public CarrierDays {
        holidays = Set.copyOf(holidays);
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
