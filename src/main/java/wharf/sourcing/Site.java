package wharf.sourcing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.geography.CutOff;
import wharf.geography.Located;
import wharf.geography.Precision;
import wharf.geography.WorkingCalendar;
import wharf.warehouse.SiteCalendar;
import wharf.warehouse.SiteService;
import wharf.warehouse.Warehouse;

/** A warehouse as routing sees it. */
record Site(Warehouse warehouse, SiteCalendar calendar) {
    static final String DEFAULT_SERVICE = "GROUND";
    private static final LocalTime DEFAULT_CUT_OFF = LocalTime.of(17, 0);

    Located where() {
        return new Located(warehouse.latitude(), warehouse.longitude(), Precision.POSTCODE);
    }

    /** The service that would be used; empty when the site does not offer the one wished for. A site without a list offers everything. */
    Optional<String> serviceFor(@Nullable String wished) {
        if (calendar.services().isEmpty()) return Optional.of(wished == null ? DEFAULT_SERVICE : wished);
        if (wished != null) return Optional.of(wished).filter(calendar.services()::containsKey);
        if (calendar.services().containsKey(DEFAULT_SERVICE)) return Optional.of(DEFAULT_SERVICE);
        return calendar.services().keySet().stream().sorted().findFirst();
    }

    /** The cut-off by which what is accepted at {@code from} leaves. */
    Instant shipBy(String service, Instant from) {
        var working = new WorkingCalendar(calendar.zone(), calendar.workingDays(), calendar.holidays());
        var offered = calendar.services().get(service);
        var times = cutOffs(offered);
        int processingDays = offered == null ? 0 : offered.processingDays();
        if (times.isEmpty())
            return CutOff.daily(working, DEFAULT_CUT_OFF, processingDays).shipBy(from);
        return new CutOff(working, times, processingDays).shipBy(from);
    }

    private Map<DayOfWeek, LocalTime> cutOffs(@Nullable SiteService service) {
        if (service == null) return Map.of();
        return service.cutOffs().entrySet().stream()
                .filter(cutOff -> calendar.workingDays().contains(cutOff.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
