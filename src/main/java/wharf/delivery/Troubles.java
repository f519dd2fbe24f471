package wharf.delivery;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Cursor;
import wharf.platform.HomeTile;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.Authority;

/** Parcels that are late or stuck now, in the caller's scope, oldest first. */
@Service
public class Troubles {
    private static final String OPEN = """
            select t.parcel_id, p.number, t.kind, t.since, t.promised_by, t.expected_by, j.carrier, j.tracking, j.milestone, j.last_event_at,
                   j.last_place, p.ship_to ->> 'name' as recipient, p.ship_to ->> 'city' as city
            from delivery_trouble t
            join parcel p on p.id = t.parcel_id
            join parcel_journey j on j.parcel_id = t.parcel_id
            where t.ended_at is null
            and (cast(:kind as text) is null or t.kind = :kind)
            and (cast(:since as timestamptz) is null or (t.since, t.parcel_id, t.kind) %1$s (:since, :parcel, :lastKind))
            order by t.since %2$s, t.parcel_id %2$s, t.kind %2$s
            limit :limit
            """;
    private static final String ONWARD = OPEN.formatted(">", "asc");
    private static final String BACK = OPEN.formatted("<", "desc");

    private final JdbcClient jdbc;

    Troubles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is the matter with a parcel. */
    public enum Kind {
        /** It will not arrive, or has not arrived, by the day promised. */
        LATE,
        /** Nothing was heard of it for days. */
        STUCK
    }

    /** A parcel in trouble. @param expectedBy when it is expected now */
    public record Trouble(
            UUID parcelId,
            long number,
            Kind kind,
            Instant since,
            @Nullable LocalDate promisedBy,
            @Nullable LocalDate expectedBy,
            String carrier,
            String tracking,
            @Nullable String milestone,
            @Nullable Instant lastEventAt,
            @Nullable String lastPlace,
            String recipient,
            String city) {
        /** Where a list goes on after, or back before, this. */
        public String cursor() {
            return Cursor.encode(since, parcelId, kind);
        }
    }

    @Transactional(readOnly = true)
    public List<Trouble> open(@Nullable Kind kind, int limit) {
        return open(kind, Turn.START, limit);
    }

    /** Oldest first, in reading order of the turn. */
    @Transactional(readOnly = true)
    public List<Trouble> open(@Nullable Kind kind, Turn turn, int limit) {
        var from = turn.from();
        return jdbc.sql(turn.back() ? BACK : ONWARD)
                .param("kind", kind == null ? null : kind.name())
                .param("since", from == null ? null : Sql.timestamp(from.instant(0)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("parcel", from == null ? null : from.uuid(1), Types.OTHER)
                .param("lastKind", from == null ? null : from.text(2))
                .param("limit", limit)
                .query(Trouble.class)
                .list();
    }

    @Transactional(readOnly = true)
    public long count(Kind kind) {
        return jdbc.sql("select count(*) from delivery_trouble where ended_at is null and kind = :kind")
                .param("kind", kind.name())
                .query(Long.class)
                .single();
    }

    @Configuration(proxyBeanMethods = false)
    static class Tiles {
        @Bean
        HomeTile lateTile(Troubles troubles) {
            return new HomeTile(
                    82,
                    "Late parcels",
                    "/deliveries?kind=LATE",
                    Authority.ORDERS_READ,
                    HomeTile.Severity.WARNING,
                    () -> troubles.count(Kind.LATE));
        }

        @Bean
        HomeTile stuckParcelsTile(Troubles troubles) {
            return new HomeTile(
                    84,
                    "Stuck parcels",
                    "/deliveries?kind=STUCK",
                    Authority.ORDERS_READ,
                    HomeTile.Severity.DANGER,
                    () -> troubles.count(Kind.STUCK));
        }
    }
}
