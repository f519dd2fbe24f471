package wharf.shipping;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/** Labels with a warehouse as their destination. Each is bought once, in the background, by {@link ReturnLabelStep}. */
@Service
public class ReturnLabels {
    private static final String WANT = """
            insert into return_label (id, merchant_id, root, warehouse_id, printed_reference, reference, ship_from, length_mm, width_mm, height_mm,
                                      weight_grams, state, wanted_at)
            values (:id, :merchant, :root, :site, :printed, 'return:' || :id, cast(:from as jsonb), :length, :width, :height, :weight, 'WANTED', :now)
            on conflict (id) do nothing
            """;
    private static final String CALL_OFF = """
            update return_label
            set state = case when asked_at is null then 'VOIDED' else 'VOIDING' end, reason = :reason
            where id = any(:ids)
            and state in ('WANTED', 'BOUGHT')
            returning id, merchant_id, state
            """;
    private static final String SCANNED = """
            with found as (
              select l.id, s.at
              from (select tracking, min(at) as at from unnest(:trackings, :at) as s (tracking, at) group by tracking) s
              join return_label l on l.tracking = s.tracking
              where l.state = 'BOUGHT'
              and l.scanned_at is null
              order by l.id
              for update of l
            )
            update return_label l
            set scanned_at = f.at
            from found f
            where l.id = f.id
            and l.scanned_at is null
            returning l.id, l.merchant_id, l.root, l.printed_reference, l.tracking
            """;
    private static final String SCANNED_BY_WORD = """
            update return_label l
            set scanned_at = :now
            where l.id = :id
            and l.scanned_at is null
            returning l.id, l.merchant_id, l.root, l.printed_reference, l.tracking
            """;
    private static final String SELECT = """
            select id, state, carrier, service, tracking, postage_minor, currency, pdf_file, reason, scanned_at
            from return_label
            """;
    private static final RowMapper<ReturnLabel> ROW = (row, n) -> new ReturnLabel(
            row.getObject("id", UUID.class),
            ReturnLabel.State.valueOf(row.getString("state")),
            row.getString("carrier"),
            row.getString("service"),
            row.getString("tracking"),
            row.getString("currency") == null
                    ? null
                    : Money.of(row.getLong("postage_minor"), row.getString("currency")),
            row.getObject("pdf_file", UUID.class),
            row.getString("reason"),
            row.getObject("scanned_at", OffsetDateTime.class) == null
                    ? null
                    : row.getObject("scanned_at", OffsetDateTime.class).toInstant());

    private final JdbcClient jdbc;
    private final Work work;
    private final JsonMapper json;
    private final Facts facts;
    private final ApplicationEventPublisher events;
    private final BusinessClock clock;

    ReturnLabels(
            JdbcClient jdbc,
            Work work,
            JsonMapper json,
            Facts facts,
            ApplicationEventPublisher events,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.json = json;
        this.facts = facts;
        this.events = events;
        this.clock = clock;
    }

    /** A carrier has the parcel that bears this tracking number. */
    public record Scan(String tracking, Instant at) {}

    private record Scanned(
            UUID id,
            UUID merchantId,
            UUID root,
            String printedReference,
            @Nullable String tracking) {
        Fact fact(Instant now) {
            return Fact.of(new MerchantId(merchantId), root, "return", id, "return.carrier_scanned", now)
                    .with(Map.of("number", printedReference, "tracking", Objects.requireNonNullElse(tracking, "")));
        }
    }

    /** Has a label bought; one that was asked for before is not asked for again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void want(NewReturnLabel label) {
        int added = jdbc.sql(WANT)
                .param("id", label.id())
                .param("merchant", label.merchant().value())
                .param("root", label.root())
                .param("site", label.site().value())
                .param("printed", label.printedReference())
                .param("from", json.writeValueAsString(label.shipFrom()))
                .param("length", label.outer().lengthMm())
                .param("width", label.outer().widthMm())
                .param("height", label.outer().heightMm())
                .param("weight", label.weightGrams())
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        if (added == 1) work.add(ReturnLabelStep.NAME, label.id(), label.merchant());
    }

    /** Gives labels up that are not needed any more; what was bought, or may have been, goes back to the carrier. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void callOff(Collection<UUID> ids, String reason) {
        var given = jdbc.sql(CALL_OFF)
                .param("ids", Sql.uuids(ids))
                .param("reason", reason)
                .query((row, n) -> Map.entry(
                        new Work.Subject(
                                row.getObject("id", UUID.class),
                                new MerchantId(row.getObject("merchant_id", UUID.class))),
                        row.getString("state")))
                .list();
        work.add(
                ReturnLabelStep.NAME,
                given.stream()
                        .filter(one -> one.getValue().equals("VOIDING"))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** Keeps when carriers have scanned parcels of returns, the first time of each; what is no return's is left out. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void scanned(List<Scan> scans) {
        if (scans.isEmpty()) return;
        tell(jdbc.sql(SCANNED)
                .param("trackings", Sql.texts(scans, Scan::tracking))
                .param("at", Sql.instants(scans, Scan::at))
                .query(Scanned.class)
                .list());
    }

    /** As {@link #scanned(List)}, of one return whose carrier said so in another way. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void scanned(UUID id) {
        tell(jdbc.sql(SCANNED_BY_WORD)
                .param("id", id)
                .param("now", Sql.timestamp(clock.instant()))
                .query(Scanned.class)
                .list());
    }

    private void tell(List<Scanned> scanned) {
        if (scanned.isEmpty()) return;
        var now = clock.instant();
        facts.record(scanned.stream().map(one -> one.fact(now)).toList());
        events.publishEvent(new ReturnParcelsScanned(scanned.stream()
                .map(one -> new ReturnParcelsScanned.Scanned(one.id(), new MerchantId(one.merchantId())))
                .toList()));
    }

    @Transactional(readOnly = true)
    public Map<UUID, ReturnLabel> find(Collection<UUID> ids) {
        return jdbc.sql(SELECT + "where id = any(:ids)").param("ids", Sql.uuids(ids)).query(ROW).list().stream()
                .collect(Collectors.toMap(ReturnLabel::id, Function.identity()));
    }

    /** Whose tracking number this is; empty when it is no return's. */
    @Transactional(readOnly = true)
    public Optional<UUID> byTracking(String scan) {
        var tracking =
                scan.strip().toUpperCase(Locale.ROOT).replaceFirst("^\\]C0", "").replace(" ", "");
        List<UUID> found = jdbc.sql("select id from return_label where tracking = :tracking")
                .param("tracking", tracking)
                .query(UUID.class)
                .list();
        return found.stream().findFirst();
    }
}
