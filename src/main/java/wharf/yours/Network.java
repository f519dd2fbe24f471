package wharf.yours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import wharf.geography.Address;
import wharf.geography.Countries;
import wharf.geography.Located;
import wharf.geography.Places;
import wharf.geography.Precision;
import wharf.platform.BusinessClock;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.ReleaseMode;
import wharf.warehouse.SiteCalendar;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;
import wharf.warehouse.WorkCalendars;
import wharf.yours.csv.Preset;

/** The sites a trial may ship from: the operator's own, where they are, or as many placed where the orders go. */
@Service
class Network {
    static final int MOST_SITES = 5;
    private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private final Warehouses warehouses;
    private final WorkCalendars calendars;
    private final BusinessClock clock;

    Network(Warehouses warehouses, WorkCalendars calendars, BusinessClock clock) {
        this.warehouses = warehouses;
        this.calendars = calendars;
        this.clock = clock;
    }

    List<AssumedSite> own() {
        return active().stream()
                .limit(MOST_SITES)
                .map(site -> new AssumedSite(
                        site.code(),
                        site.name(),
                        site.city(),
                        site.region(),
                        site.country(),
                        site.latitude(),
                        site.longitude(),
                        site.zone().getId(),
                        site.id().value()))
                .toList();
    }

    private List<Warehouse> active() {
        return warehouses.all().stream().filter(Warehouse::active).toList();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** What is taken for granted where neither the file nor a person says otherwise. */
    Settings usual(String currency) {
        return usual(currency, Preset.GENERIC);
    }

    Settings usual(String currency, Preset preset) {
        var first = active().stream().findFirst();
        return new Settings(
                preset.country().isEmpty() ? first.map(Warehouse::country).orElse("US") : preset.country(),
                preset.currency().isEmpty() ? currency : preset.currency(),
                preset.zone().isEmpty() ? first.map(site -> site.zone().getId()).orElse("UTC") : preset.zone(),
                preset == Preset.GENERIC ? "csv" : preset.name().toLowerCase(java.util.Locale.ROOT));
    }

    /**
     * The assumptions a trial begins with. Where most orders stay in a country in which the operator has a site, its own sites are used.
     * Elsewhere every order would go abroad from every site at one price, and nothing could be learnt: then as many sites are placed in the
     * country where most orders go, by where they go.
     */
    Assumptions proposed(List<Placing.Demand> demand, Settings settings) {
        var own = own();
        long all = demand.stream().mapToLong(Placing.Demand::orders).sum();
        var byCountry = demand.stream()
                .collect(
                        Collectors.groupingBy(Placing.Demand::country, Collectors.summingLong(Placing.Demand::orders)));
        long near = own.stream()
                .map(AssumedSite::country)
                .distinct()
                .mapToLong(country -> byCountry.getOrDefault(country, 0L))
                .sum();
        var most =
                byCountry.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        if (!own.isEmpty() && (near * 2 >= all || most.isEmpty()))
            return new Assumptions(
                    own, Assumptions.Stocking.EVERYWHERE, null, today(), "Your operator's own sites, where they are.");
        var country = most.orElse(settings.country());
        int count = Math.max(2, Math.min(own.size(), 3));
        return new Assumptions(
                placed(demand, country, count, settings),
                Assumptions.Stocking.EVERYWHERE,
                null,
                today(),
                "Most orders go to " + Countries.name(country).orElse(country)
                        + ", where there is no site. " + count
                        + " sites were placed there for this trial, where the orders go; parcels between"
                        + " places of one country are priced by distance on the demo sheet.");
    }

    List<AssumedSite> placed(List<Placing.Demand> demand, String country, int count, Settings settings) {
        var there = demand.stream().filter(one -> one.country().equals(country)).toList();
        var sites = new ArrayList<AssumedSite>();
        for (var centre : Placing.centres(there, count))
            sites.add(new AssumedSite(
                    "SITE-" + (sites.size() + 1),
                    centre.name(),
                    centre.name(),
                    centre.region().isEmpty() ? null : centre.region(),
                    country,
                    centre.latitude(),
                    centre.longitude(),
                    settings.zone(),
                    null));
        return sites.isEmpty() ? List.of(middle(country, settings)) : sites;
    }

    private static AssumedSite middle(String country, Settings settings) {
        var at = Places.locate(Address.place(null, null, null, country))
                .orElseThrow(
                        () -> Refusal.invalid("unknown-country", "country", country, "Give a country such as US."));
        var name = Countries.name(country).orElse(country);
        return new AssumedSite(
                "SITE-1", name, name, null, country, at.latitude(), at.longitude(), settings.zone(), null);
    }

    /** A site where somebody wants one: by its coordinates if given, else where its address lies. */
    static AssumedSite wished(
            int number,
            String city,
            String region,
            String country,
            @Nullable Double latitude,
            @Nullable Double longitude,
            Settings settings) {
        var code = Countries.codeOf(country.strip())
                .orElseThrow(() -> Refusal.invalid(
                        "unknown-country", "country", country, "Give a two-letter code such as US or BR."));
        var at = latitude == null || longitude == null ? found(city, region, code) : point(latitude, longitude);
        return new AssumedSite(
                "SITE-" + number,
                city.isBlank() ? "Site " + number : city.strip(),
                city.strip(),
                region.isBlank() ? null : region.strip(),
                code,
                at.latitude(),
                at.longitude(),
                settings.zone(),
                null);
    }

    private static Located point(double latitude, double longitude) {
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
            throw Refusal.invalid(
                    "out-of-range",
                    "latitude",
                    latitude,
                    "Degrees north lie between -90 and 90, east between -180 and 180.");
        return new Located(latitude, longitude, Precision.CITY);
    }

    private static Located found(String city, String region, String country) {
        return Places.locate(Address.place(city, region.isBlank() ? null : region, null, country))
                .filter(at -> at.precision() != Precision.COUNTRY)
                .orElseThrow(() -> Refusal.invalid(
                        "unknown-place",
                        "city",
                        city,
                        "Nobody knows where that is; check city and country, or give its coordinates."));
    }

    /** The sites as routing sees them; one that is no more the operator's works Monday to Friday until 17:00. */
    Map<AssumedSite, Sited> sited(List<AssumedSite> sites) {
        var known = active().stream().collect(Collectors.toMap(site -> site.id().value(), Function.identity()));
        var own = sites.stream()
                .map(AssumedSite::own)
                .filter(Objects::nonNull)
                .filter(known::containsKey)
                .map(WarehouseId::new)
                .toList();
        var times = calendars.of(own);
        var sited = new LinkedHashMap<AssumedSite, Sited>();
        for (var site : sites) {
            var warehouse = site.own() == null ? null : known.get(site.own());
            var calendar = warehouse == null ? null : times.get(warehouse.id());
            sited.put(
                    site,
                    new Sited(
                            warehouse == null ? thought(site) : warehouse,
                            calendar == null
                                    ? new SiteCalendar(ZoneId.of(site.zone()), WEEKDAYS, Set.of(), Map.of())
                                    : calendar));
        }
        return sited;
    }

    record Sited(Warehouse warehouse, SiteCalendar calendar) {}

    private static Warehouse thought(AssumedSite site) {
        return new Warehouse(
                WarehouseId.next(),
                site.code(),
                site.name(),
                "",
                site.city(),
                site.region(),
                "",
                site.country(),
                site.latitude(),
                site.longitude(),
                ZoneId.of(site.zone()),
                ReleaseMode.MANUAL,
                null,
                true);
    }
}
