package wharf.devices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.identity.BrowserSessions;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.printing.PrinterAgents;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The devices of every site. */
@Service
public class Devices implements PrinterAgents {
    private static final String SELECT = """
            select id, warehouse_id, kind, name, station_id, software, joined_at, last_seen_at, revoked_at,
                   extract(epoch from now() - last_seen_at)::bigint as silent
            from device
            """;
    /** Written no more often, so that a request mostly reads one row. */
    private static final long SEEN_EVERY_SECONDS = 30;

    private static final String SESSION = """
            insert into device_session (device_id, session_hash)
            values (:device, :session)
            on conflict (device_id, session_hash) do update
            set noted_at = now()
            """;
    /** Noted anew as long as they live, so that these have ended. */
    private static final String OLD_SESSIONS =
            "delete from device_session where device_id = :device and noted_at < now() - interval '7 days'";

    private static final String REVOKE = """
            update device
            set revoked_at = now()
            where id = :id
            and revoked_at is null
            """;

    private final JdbcClient jdbc;
    private final BrowserSessions sessions;
    private final Facts facts;
    private final BusinessClock clock;

    Devices(JdbcClient jdbc, BrowserSessions sessions, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.facts = facts;
        this.clock = clock;
    }

    /** All that may come in, and those shut out in the last week, by site and name. */
    @Transactional(readOnly = true)
    public List<Device> all() {
        return allAnd(List.of());
    }

    /** As {@link #all()}, and these, however long they have been shut out. */
    @Transactional(readOnly = true)
    public List<Device> allAnd(Collection<UUID> these) {
        return jdbc.sql(SELECT + """
                        where revoked_at is null or revoked_at > now() - interval '7 days' or id = any(:these)
                        order by revoked_at is not null, warehouse_id, name, id
                        limit 1000
                        """)
                .param("these", Sql.uuids(these))
                .query(Devices::row)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Device> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Devices::row)
                .optional();
    }

    /** Browsers that stand at a pack station. */
    @Transactional(readOnly = true)
    public List<Device> at(UUID station) {
        return jdbc.sql(SELECT + "where station_id = :station and revoked_at is null order by joined_at, id")
                .param("station", station)
                .query(Devices::row)
                .list();
    }

    /** Agents of a site that may come in. */
    @Transactional(readOnly = true)
    public List<Device> agents(WarehouseId site) {
        return jdbc.sql(SELECT
                        + "where warehouse_id = :site and kind = 'AGENT' and revoked_at is null order by name, id")
                .param("site", site.value())
                .query(Devices::row)
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public boolean serves(UUID agent, WarehouseId site) {
        return find(agent)
                .filter(device -> device.kind() == Device.Kind.AGENT
                        && device.revokedAt() == null
                        && device.warehouse().equals(site))
                .isPresent();
    }

    /** Whose secret this is, one that was shut out too; notes that it is alive. */
    @Transactional
    public Optional<Device> bySecret(String secret) {
        var found = jdbc.sql(SELECT + "where secret_hash = :hash")
                .param("hash", Codes.digest(secret))
                .query(Devices::row)
                .optional();
        found.filter(device -> device.silentSeconds() >= SEEN_EVERY_SECONDS)
                .ifPresent(device -> jdbc.sql("update device set last_seen_at = now() where id = :id")
                        .param("id", device.id())
                        .update());
        return found;
    }

    /** The agent's question for work is this one from now on. */
    @Transactional
    public void asks(UUID agent, UUID question) {
        jdbc.sql("update device set asking = :question, last_seen_at = now() where id = :id")
                .param("question", question)
                .param("id", agent)
                .update();
    }

    /** Whether the question is still the agent's newest, and the agent is not shut out. */
    @Transactional(readOnly = true)
    public boolean stillAsks(UUID agent, UUID question) {
        return asks(agent, question, "");
    }

    /** As {@link #stillAsks}, and it stays so until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean keepsAsking(UUID agent, UUID question) {
        return asks(agent, question, " for share");
    }

    private boolean asks(UUID agent, UUID question, String lock) {
        return jdbc.sql("select id from device where id = :id and asking = :question and revoked_at is null" + lock)
                .param("question", question)
                .param("id", agent)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Shuts a lost device out at once, and ends the sessions that run on it. Again, it changes nothing. */
    @Transactional
    public Device revoke(UUID id) {
        int revoked = jdbc.sql(REVOKE).param("id", id).update();
        var device = find(id).orElseThrow(() -> Refusal.notFound("device", id));
        sessions.end(jdbc.sql("delete from device_session where device_id = :id returning session_hash")
                .param("id", id)
                .query((row, n) -> row.getBytes(1))
                .list());
        if (revoked > 0)
            facts.record(new Fact(
                    null,
                    id,
                    "device",
                    id,
                    "device.revoked",
                    clock.instant(),
                    null,
                    Map.of("name", device.name(), "kind", device.kind().name())));
        return device;
    }

    /** Notes that this session runs on the device; on one that was shut out a moment ago it ends instead. */
    @Transactional
    public void runs(UUID device, byte[] session) {
        boolean in = jdbc.sql("select id from device where id = :device and revoked_at is null for share")
                .param("device", device)
                .query(UUID.class)
                .optional()
                .isPresent();
        if (!in) {
            sessions.end(List.of(session));
            return;
        }
        jdbc.sql(OLD_SESSIONS).param("device", device).update();
        jdbc.sql(SESSION).param("device", device).param("session", session).update();
    }

    private static Device row(ResultSet row, int n) throws SQLException {
        return new Device(
                row.getObject("id", UUID.class),
                new WarehouseId(row.getObject("warehouse_id", UUID.class)),
                Device.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getObject("station_id", UUID.class),
                row.getString("software"),
                row.getTimestamp("joined_at").toInstant(),
                row.getTimestamp("last_seen_at").toInstant(),
                row.getLong("silent"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
