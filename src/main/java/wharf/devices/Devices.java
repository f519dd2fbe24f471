package wharf.devices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
    private static final String SEEN = """
            update device
            set last_seen_at = now()
            where secret_hash = :hash
            and last_seen_at < now() - interval '30 seconds'
            """;
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
        return jdbc.sql(SELECT + """
                        where revoked_at is null or revoked_at > now() - interval '7 days'
                        order by revoked_at is not null, warehouse_id, name, id
                        limit 1000
                        """).query(Devices::row).list();
    }

    @Transactional(readOnly = true)
    public Optional<Device> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Devices::row)
                .optional();
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
        var hash = Codes.digest(secret);
        jdbc.sql(SEEN).param("hash", hash).update();
        return jdbc.sql(SELECT + "where secret_hash = :hash")
                .param("hash", hash)
                .query(Devices::row)
                .optional();
    }

    /** The agent's question for work is this one from now on. */
    @Transactional
    public void asks(UUID agent, UUID question) {
        jdbc.sql("update device set asking = :question, last_seen_at = now() where id = :id")
                .param("question", question)
                .param("id", agent)
                .update();
    }

    /** Whether the question is still the agent's newest, and the agent is not shut out; stays so until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean stillAsks(UUID agent, UUID question) {
        return jdbc.sql("select id from device where id = :id and asking = :question and revoked_at is null for share")
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

    /** Notes that this session runs on the device. */
    @Transactional
    public void runs(UUID device, byte[] session) {
        jdbc.sql(
                        "insert into device_session (device_id, session_hash) values (:device, :session) on conflict do nothing")
                .param("device", device)
                .param("session", session)
                .update();
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
