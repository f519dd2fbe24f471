package wharf.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Working days, holidays, the carrier services of each site and their cut-offs. */
@Service
public class WorkCalendars {
    private static final String ZONES = """
            select w.id, w.time_zone, coalesce(k.weekdays, array[1, 2, 3, 4, 5]) as weekdays
            from warehouse w
            left join working_week k on k.warehouse_id = w.id
            where w.id = any(:sites)
            """;
    private static final String HOLIDAYS = "select warehouse_id, day from holiday where warehouse_id = any(:sites)";
    private static final String SERVICES = """
            select s.warehouse_id, s.service, s.processing_days, c.weekday, c.at
            from site_service s
            left join cut_off c using (warehouse_id, service)
            where s.warehouse_id = any(:sites)
            """;
    private static final String PUT_SERVICE = """
            insert into site_service (warehouse_id, service, processing_days)
            values (:site, :service, :days)
            on conflict (warehouse_id, service) do update
            set processing_days = excluded.processing_days
            """;
    private static final String PUT_CUT_OFFS = """
            insert into cut_off (warehouse_id, service, weekday, at)
            select :site, :service, c.weekday, c.at::time
            from unnest(:weekdays, :times) as c (weekday, at)
            """;
    private static final String PUT_WEEK = """
            insert into working_week (warehouse_id, weekdays)
            values (:site, :weekdays)
            on conflict (warehouse_id) do update
            set weekdays = excluded.weekdays
            """;
    private static final String PUT_HOLIDAYS = """
            insert into holiday (warehouse_id, day, name)
            select :site, h.day::date, h.name
            from unnest(:days, :names) as h (day, name)
            on conflict (warehouse_id, day) do update
            set name = excluded.name
            """;

    private final JdbcClient jdbc;

    WorkCalendars(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Refuses an unknown site. */
    @Transactional(readOnly = true)
    public SiteCalendar of(WarehouseId site) {
        var calendar = of(List.of(site)).get(site);
        if (calendar == null) throw Refusal.notFound("warehouse", site);
        return calendar;
    }

    /** Three statements, however many sites; unknown ones are absent. */
    @Transactional(readOnly = true)
    public Map<WarehouseId, SiteCalendar> of(Collection<WarehouseId> sites) {
        var holidays = holidays(sites);
        var services = services(sites);
        return jdbc
                .sql(ZONES)
                .param("sites", Sql.ids(sites))
                .query((row, n) -> Map.entry(
                        site(row, "id"),
                        new SiteCalendar(
                                ZoneId.of(row.getString("time_zone")),
                                Arrays.stream((Integer[])
                                                row.getArray("weekdays").getArray())
                                        .map(DayOfWeek::of)
                                        .collect(Collectors.toSet()),
                                holidays.getOrDefault(site(row, "id"), Set.of()),
                                services.getOrDefault(site(row, "id"), Map.of()))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Offers a service at a site, or replaces how it is offered. */
    @Transactional
    public void offer(WarehouseId site, SiteService service) {
        try {
            jdbc.sql(PUT_SERVICE)
                    .param("site", site.value())
                    .param("service", service.service())
                    .param("days", service.processingDays())
                    .update();
        } catch (DataIntegrityViolationException noSite) {
            throw Refusal.notFound("warehouse", site);
        }
        jdbc.sql("delete from cut_off where warehouse_id = :site and service = :service")
                .param("site", site.value())
                .param("service", service.service())
                .update();
        var cutOffs = List.copyOf(service.cutOffs().entrySet());
        jdbc.sql(PUT_CUT_OFFS)
                .param("site", site.value())
                .param("service", service.service())
                .param(
                        "weekdays",
                        Sql.ints(
                                cutOffs.stream().map(c -> c.getKey().getValue()).toList()))
                .param(
                        "times",
                        Sql.texts(cutOffs.stream()
                                .map(c -> c.getValue().toString())
                                .toList()))
                .update();
    }

    /** The service leaves this site no longer. */
    @Transactional
    public void withdraw(WarehouseId site, String service) {
        jdbc.sql("delete from site_service where warehouse_id = :site and service = :service")
                .param("site", site.value())
                .param("service", service)
                .update();
    }

    /** On which weekdays the site works, and holidays to be added, by name. Refuses an unknown site. */
    @Transactional
    public void put(WarehouseId site, Set<DayOfWeek> weekdays, Map<LocalDate, String> holidays) {
        of(site);
        workOn(site, weekdays);
        close(site, holidays);
    }

    /** On which weekdays the site works; without this, Monday to Friday. */
    @Transactional
    public void workOn(WarehouseId site, Set<DayOfWeek> weekdays) {
        if (weekdays.isEmpty()) {
            throw Refusal.invalid("no-working-day", "weekdays", null, "A site works on at least one weekday.");
        }
        jdbc.sql(PUT_WEEK)
                .param("site", site.value())
                .param(
                        "weekdays",
                        Sql.ints(weekdays.stream()
                                .map(DayOfWeek::getValue)
                                .sorted()
                                .toList()))
                .update();
    }

    /** Adds holidays by name; those already there get the new name. */
    @Transactional
    public void close(WarehouseId site, Map<LocalDate, String> holidays) {
        var days = List.copyOf(holidays.entrySet());
        jdbc.sql(PUT_HOLIDAYS)
                .param("site", site.value())
                .param(
                        "days",
                        Sql.texts(days.stream()
                                .map(day -> day.getKey().toString())
                                .toList()))
                .param("names", Sql.texts(days.stream().map(Map.Entry::getValue).toList()))
                .update();
    }

    private Map<WarehouseId, Set<LocalDate>> holidays(Collection<WarehouseId> sites) {
        var found = new HashMap<WarehouseId, Set<LocalDate>>();
        jdbc.sql(HOLIDAYS)
                .param("sites", Sql.ids(sites))
                .query((row, n) -> found.computeIfAbsent(site(row, "warehouse_id"), site -> new HashSet<>())
                        .add(row.getObject("day", LocalDate.class)))
                .list();
        return found;
    }

    private record ServiceDay(
            WarehouseId site,
            String service,
            int processingDays,
            @Nullable DayOfWeek day,
            @Nullable LocalTime at) {}

    private Map<WarehouseId, Map<String, SiteService>> services(Collection<WarehouseId> sites) {
        var found = new HashMap<WarehouseId, Map<String, SiteService>>();
        jdbc.sql(SERVICES)
                .param("sites", Sql.ids(sites))
                .query((row, n) -> new ServiceDay(
                        site(row, "warehouse_id"),
                        row.getString("service"),
                        row.getInt("processing_days"),
                        row.getObject("weekday") == null ? null : DayOfWeek.of(row.getInt("weekday")),
                        row.getObject("at", LocalTime.class)))
                .list()
                .forEach(day -> found.computeIfAbsent(day.site(), site -> new HashMap<>())
                        .merge(day.service(), service(day), WorkCalendars::both));
        return found;
    }

    private static SiteService service(ServiceDay day) {
        var times =
                day.day() == null || day.at() == null ? Map.<DayOfWeek, LocalTime>of() : Map.of(day.day(), day.at());
        return new SiteService(day.service(), day.processingDays(), times);
    }

    private static SiteService both(SiteService a, SiteService b) {
        var times = new HashMap<>(a.cutOffs());
        times.putAll(b.cutOffs());
        return new SiteService(a.service(), a.processingDays(), times);
    }

    private static WarehouseId site(ResultSet row, String column) throws SQLException {
        return new WarehouseId(row.getObject(column, UUID.class));
    }
}
