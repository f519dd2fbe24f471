package wharf.devices;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.shared.Actor;
import wharf.shared.Ids;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** How a device gets in: a manager makes a code that opens once, for {@link #LIFE}; who brings it is given a secret of its own. */
@Service
class Joining {
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String INVITE = """
            insert into device_invitation (code_hash, warehouse_id, kind, name, station_id, invited_by, expires_at)
            values (:hash, :warehouse, :kind, :name, :station, :by, now() + make_interval(secs => :seconds))
            """;
    private static final String OPEN = """
            select i.warehouse_id, i.kind, i.name, i.station_id, w.name as site
            from device_invitation i
            join warehouse w on w.id = i.warehouse_id
            where i.code_hash = :hash
            and i.device_id is null
            and i.expires_at > now()
            """;
    private static final String USE = """
            update device_invitation
            set device_id = :device
            where code_hash = :hash
            and device_id is null
            and expires_at > now()
            """;
    private static final String JOIN = """
            insert into device (id, warehouse_id, kind, name, station_id, secret_hash, software)
            select :device, warehouse_id, kind, name, station_id, :secret, :software
            from device_invitation
            where code_hash = :hash
            """;
    private static final String JOINED =
            "select device_id from device_invitation where code_hash = :hash and device_id is not null";

    private final JdbcClient jdbc;
    private final Devices devices;
    private final Facts facts;
    private final BusinessClock clock;

    Joining(JdbcClient jdbc, Devices devices, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.facts = facts;
        this.clock = clock;
    }

    /** An invitation that is still open, and the name of its site. */
    record Open(Device.Kind kind, String name, String site) {}

    /** A device that has just joined, with its secret: the only time that it can be read. */
    record Joined(Device device, String site, String secret) {
        @Override
        public String toString() {
            return "Joined[" + device + "]";
        }
    }

    /** Makes a code. Refuses a site or station that does not exist. */
    @Transactional
    public String invite(Invitation invitation) {
        var code = Codes.code();
        jdbc.sql("delete from device_invitation where device_id is null and expires_at < now() - interval '1 day'")
                .update();
        try {
            jdbc.sql(INVITE)
                    .param("hash", Codes.digestOfCode(code))
                    .param("warehouse", invitation.warehouse().value())
                    .param("kind", invitation.kind().name())
                    .param("name", invitation.name())
                    .param("station", invitation.station(), java.sql.Types.OTHER)
                    .param("by", Context.current().actor().name())
                    .param("seconds", LIFE.toSeconds())
                    .update();
        } catch (DataIntegrityViolationException unknown) {
            throw Refusal.invalid(
                    "unknown-place", "site", invitation.warehouse(), "There is no such warehouse or station.");
        }
        return code;
    }

    /** What a code opens; empty when it is unknown, used or too old. */
    @Transactional(readOnly = true)
    public Optional<Open> look(String code) {
        return jdbc.sql(OPEN)
                .param("hash", Codes.digestOfCode(code))
                .query((row, n) -> new Open(
                        Device.Kind.valueOf(row.getString("kind")), row.getString("name"), row.getString("site")))
                .optional();
    }

    /** Which device came in by a code; empty as long as none did. */
    @Transactional(readOnly = true)
    public Optional<UUID> joined(String code) {
        return jdbc.sql(JOINED)
                .param("hash", Codes.digestOfCode(code))
                .query(UUID.class)
                .optional();
    }

    /**
     * Lets a device in. Of two that bring the same code one gets in.
     *
     * @param agents whether this is the door for agents; a code of the other kind opens nothing
     * @param software what it says it runs
     */
    @Transactional
    public Joined join(String code, boolean agents, String software) {
        var hash = Codes.digestOfCode(code);
        var open = look(code).filter(one -> agents == (one.kind() == Device.Kind.AGENT));
        var id = Ids.next();
        var secret = Codes.secret();
        if (open.isEmpty()) throw closed();
        jdbc.sql(JOIN)
                .param("device", id)
                .param("hash", hash)
                .param("secret", Codes.digest(secret))
                .param("software", software.length() <= 300 ? software : software.substring(0, 300))
                .update();
        if (jdbc.sql(USE).param("device", id).param("hash", hash).update() == 0) throw closed();
        var device = devices.find(id).orElseThrow();
        facts.record(new Fact(
                null,
                id,
                "device",
                id,
                "device.joined",
                clock.instant(),
                null,
                Actor.system("device"),
                Map.of("name", device.name(), "kind", device.kind().name())));
        return new Joined(device, open.get().site(), secret);
    }

    private static Refusal closed() {
        return new Refusal(
                Refusal.Kind.FORBIDDEN,
                List.of(Problem.of(
                        "code-closed",
                        "code",
                        null,
                        "This code is unknown, was used, or is older than " + LIFE.toMinutes()
                                + " minutes. Make a new one at /devices.")));
    }
}
