package wharf.shipping;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.StoredFiles;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** What a carrier takes from a warehouse on one of its days: opened by the first scan, closed by a person when the truck leaves. */
@Service
public class Manifests {
    private static final String OPEN = """
            insert into manifest (id, warehouse_id, carrier, business_day, state, opened_at)
            values (:id, :site, :carrier, :day, 'OPEN', :now)
            on conflict (warehouse_id, carrier, business_day) where state = 'OPEN' do nothing
            """;
    // Shared, so that scans go on beside each other while a close waits for them, and they for it.
    private static final String OPENED = """
            select id, number
            from manifest
            where warehouse_id = :site
            and carrier = :carrier
            and business_day = :day
            and state = 'OPEN'
            for share
            """;
    private static final String ADD = """
            insert into manifest_parcel (parcel_id, manifest_id, merchant_id, scanned_at, scanned_by)
            values (:parcel, :manifest, :merchant, :now, :by)
            """;
    /** By the time they were opened: the ids of imported ones are made from what they are about, and stand in no order. */
    private static final String NEWEST_FIRST = """
            where cast(:before as uuid) is null
            or (m.opened_at, m.id) < (select b.opened_at, b.id from manifest b where b.id = :before)
            order by m.opened_at desc, m.id desc
            limit :limit
            """;

    private static final String LIST = """
            select m.id, m.warehouse_id, w.name as site_name, m.carrier, m.business_day, m.number, m.state, m.opened_at, m.closed_at,
                   m.closed_by, m.pdf_file, (select count(*) from manifest_parcel mp where mp.manifest_id = m.id) as parcels
            from manifest m
            join warehouse w on w.id = m.warehouse_id
            """;
    private static final String CLOSE = """
            update manifest
            set state = 'CLOSED', closed_at = :now, closed_by = :by
            where id = :id
            and state = 'OPEN'
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Facts facts;
    private final StoredFiles files;
    private final ManifestLines lines;

    Manifests(JdbcClient jdbc, BusinessClock clock, Facts facts, StoredFiles files, ManifestLines lines) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.facts = facts;
        this.files = files;
        this.lines = lines;
    }

    /** One manifest. @param pdfFile its document, once closed */
    public record ManifestView(
            UUID id,
            UUID warehouseId,
            String siteName,
            String carrier,
            LocalDate businessDay,
            long number,
            String state,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable UUID pdfFile,
            long parcels) {}

    private record Opened(UUID id, long number) {}

    /** Puts a parcel on the open manifest of the site's day, opening one if there is none; returns its number. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long add(WarehouseId site, String carrier, ParcelId parcel, MerchantId merchant) {
        var manifest = open(site, carrier);
        jdbc.sql(ADD)
                .param("parcel", parcel.value())
                .param("manifest", manifest.id())
                .param("merchant", merchant.value())
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .update();
        return manifest.number();
    }

    /** A close that commits in between makes the first look find nothing; then the next one is opened. */
    private Opened open(WarehouseId site, String carrier) {
        var day = today(site);
        for (int attempt = 0; attempt < 3; attempt++) {
            var opened = opened(site, carrier, day);
            if (opened.isPresent()) return opened.get();
            jdbc.sql(OPEN)
                    .param("id", Ids.next())
                    .param("site", site.value())
                    .param("carrier", carrier)
                    .param("day", day)
                    .param("now", Sql.timestamp(clock.instant()))
                    .update();
        }
        return opened(site, carrier, day)
                .orElseThrow(() -> Refusal.conflict("manifest-closing", "The manifest is being closed; scan again."));
    }

    private Optional<Opened> opened(WarehouseId site, String carrier, LocalDate day) {
        return jdbc.sql(OPENED)
                .param("site", site.value())
                .param("carrier", carrier)
                .param("day", day)
                .query(Opened.class)
                .optional();
    }

    private LocalDate today(WarehouseId site) {
        var zone = jdbc.sql("select time_zone from warehouse where id = :site")
                .param("site", site.value())
                .query(String.class)
                .single();
        return LocalDate.ofInstant(clock.instant(), ZoneId.of(zone));
    }

    /** Closes it and makes its document; closing a closed one returns it as it is. */
    @Transactional
    public ManifestView close(UUID id) {
        int closed = jdbc.sql(CLOSE)
                .param("id", id)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .update();
        var manifest = find(id).orElseThrow(() -> Refusal.notFound("manifest", id));
        if (closed == 0) return manifest;
        var pdf = files.store(
                null,
                id,
                "manifest",
                "manifest-" + manifest.number() + ".pdf",
                "application/pdf",
                ManifestPdf.draw(manifest, lines.of(id)));
        jdbc.sql("update manifest set pdf_file = :pdf where id = :id")
                .param("pdf", pdf)
                .param("id", id)
                .update();
        facts.record(new Fact(
                null,
                id,
                "manifest",
                id,
                "manifest.closed",
                clock.instant(),
                null,
                null,
                Map.of("number", manifest.number(), "carrier", manifest.carrier(), "parcels", manifest.parcels())));
        return find(id).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<ManifestView> find(UUID id) {
        return jdbc.sql(LIST + "where m.id = :id")
                .param("id", id)
                .query(ManifestView.class)
                .optional();
    }

    /** Newest first, below {@code before}. */
    @Transactional(readOnly = true)
    public List<ManifestView> list(@Nullable UUID before, int limit) {
        return jdbc.sql(LIST + NEWEST_FIRST)
                .param("before", before, java.sql.Types.OTHER)
                .param("limit", limit)
                .query(ManifestView.class)
                .list();
    }
}
