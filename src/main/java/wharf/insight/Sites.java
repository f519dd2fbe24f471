package wharf.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Filters;
import wharf.shared.Refusal;

/** Turns what a request names into a selection of figures. */
@Component
class Sites {
    private static final String ALL = "select id, code, name, time_zone from warehouse order by active desc, code";
    private static final int STANDARD_DAYS = 28;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    private final JdbcClient jdbc;
    private final Merchants merchants;
    private final BusinessClock clock;

    Sites(JdbcClient jdbc, Merchants merchants, BusinessClock clock) {
        this.jdbc = jdbc;
        this.merchants = merchants;
        this.clock = clock;
    }

    private record Site(UUID id, String code, String name, String timeZone) {}

    /** What a request asks for, as it came. */
    record Asked(
            @Nullable String merchant,
            @Nullable String site,
            @Nullable String channel,

            @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            LocalDate from,

            @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            LocalDate to,

            @Nullable Integer days) {
        /** For links that keep them. */
        Filters filters() {
            var values = new LinkedHashMap<String, @Nullable Object>();
            values.put("merchant", merchant);
            values.put("site", site);
            values.put("channel", channel);
            values.put("from", from);
            values.put("to", to);
            values.put("days", days);
            return Filters.of(values);
        }
    }

    @Transactional(readOnly = true)
    public List<InsightSite> all() {
        return sites().stream()
                .map(site -> new InsightSite(site.id(), site.code(), site.name()))
                .toList();
    }

    private List<Site> sites() {
        return jdbc.sql(ALL).query(Site.class).list();
    }

    /** Refuses what there is not, a period that ends before it begins, and one longer than a year. */
    @Transactional(readOnly = true)
    public Selection selection(Asked asked) {
        var sites = sites();
        var site = blank(asked.site()) ? null : named(sites, java.util.Objects.requireNonNull(asked.site()));
        var zoned = site != null ? site : sites.isEmpty() ? null : sites.getFirst();
        var to = asked.to() != null ? asked.to() : today(zoned);
        check("to", to);
        int days = asked.days() == null ? STANDARD_DAYS : asked.days();
        if (days < 1 || days > Selection.LONGEST_DAYS) throw tooLong("days", days);
        var from = asked.from() != null ? asked.from() : to.minusDays(days - 1L);
        check("from", from);
        if (from.isAfter(to))
            throw Refusal.invalid("contradiction", "from", from, "The first day lies after the last, " + to + ".");
        if (to.toEpochDay() - from.toEpochDay() >= Selection.LONGEST_DAYS) throw tooLong("from", from);
        return new Selection(
                merchants.filter(asked.merchant()),
                site == null ? null : site.id(),
                blank(asked.channel()) ? null : asked.channel(),
                from,
                to);
    }

    private LocalDate today(@Nullable Site site) {
        Instant now = clock.instant();
        return LocalDate.ofInstant(now, site == null ? ZoneOffset.UTC : ZoneId.of(site.timeZone()));
    }

    private static Site named(List<Site> sites, String name) {
        return sites.stream()
                .filter(site -> site.code().equals(name) || site.id().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("warehouse", name));
    }

    private static void check(String field, LocalDate day) {
        if (day.isBefore(EARLIEST) || day.isAfter(LATEST))
            throw Refusal.invalid("out-of-range", field, day, "Give a day between 2000-01-01 and 2999-12-31.");
    }

    private static Refusal tooLong(String field, Object value) {
        return Refusal.invalid(
                "out-of-range", field, value, "Ask for 1 to " + Selection.LONGEST_DAYS + " days at a time.");
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
