package wharf.devices;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.devices.agent.ScaleWire;
import wharf.printing.AgentBell;
import wharf.printing.PrinterAgents;
import wharf.shared.Ids;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The scales of every site, and what lies on them. A weight is one the scale itself calls stable. */
@Service
public class Scales {
    private static final Duration PATIENCE = Duration.ofSeconds(7);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final String SELECT =
            "select s.id, s.warehouse_id, s.name, s.kind, s.host, coalesce(s.port, 0) as port, s.agent_id from scale s ";
    private static final String ADD = """
            insert into scale (id, warehouse_id, name, kind, host, port, agent_id)
            values (:id, :warehouse, :name, :kind, :host, :port, :agent)
            """;
    private static final String PUT = """
            insert into station_scale (station_id, scale_id)
            select st.id, sc.id
            from station st
            join scale sc on sc.id = :scale and sc.warehouse_id = st.warehouse_id
            where st.id = :station
            on conflict (station_id) do update
            set scale_id = excluded.scale_id
            """;

    private final JdbcClient jdbc;
    private final Weighings weighings;
    private final PrinterAgents agents;
    private final AgentBell bell;
    private final ScaleWire wire = new ScaleWire();

    Scales(JdbcClient jdbc, Weighings weighings, PrinterAgents agents, AgentBell bell) {
        this.jdbc = jdbc;
        this.weighings = weighings;
        this.agents = agents;
        this.bell = bell;
    }

    /** Adds a scale; refuses a name that is taken, one in the network without an address, and an agent of another site. */
    @Transactional
    public UUID add(NewScale scale) {
        boolean simulated = scale.kind() == Scale.Kind.SIMULATED;
        if (!simulated && (scale.host() == null || scale.host().isBlank() || scale.port() == null))
            throw Refusal.invalid(
                    "address-missing", "host", scale.host(), "A scale in the network needs host and port.");
        if (simulated && scale.agent() != null)
            throw Refusal.invalid(
                    "no-agent-needed", "agent", scale.agent(), "A simulated scale is a part of this server.");
        if (scale.agent() != null && !agents.serves(scale.agent(), scale.warehouse()))
            throw Refusal.invalid("unknown-agent", "agent", scale.agent(), "There is no such agent at this warehouse.");
        var id = Ids.next();
        try {
            jdbc.sql(ADD)
                    .param("id", id)
                    .param("warehouse", scale.warehouse().value())
                    .param("name", scale.name())
                    .param("kind", scale.kind().name())
                    .param("host", simulated ? null : scale.host())
                    .param("port", simulated ? null : scale.port(), java.sql.Types.INTEGER)
                    .param("agent", scale.agent(), java.sql.Types.OTHER)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict(
                    "name-taken", "name", scale.name(), "Another scale of this warehouse has this name.");
        } catch (DataIntegrityViolationException unknown) {
            throw Refusal.invalid("unknown-warehouse", "warehouse", scale.warehouse(), "There is no such warehouse.");
        }
        return id;
    }

    @Transactional(readOnly = true)
    public List<Scale> of(WarehouseId site) {
        return jdbc.sql(SELECT + "where s.warehouse_id = :site order by s.name")
                .param("site", site.value())
                .query(Scales::row)
                .list();
    }

    /** The scale that stands at a station. */
    @Transactional(readOnly = true)
    public Optional<Scale> at(UUID station) {
        return jdbc.sql(SELECT + "join station_scale t on t.scale_id = s.id where t.station_id = :station")
                .param("station", station)
                .query(Scales::row)
                .optional();
    }

    /** The names of scales that agents read, by agent. */
    @Transactional(readOnly = true)
    public Map<UUID, List<String>> byAgent() {
        var names = new HashMap<UUID, List<String>>();
        jdbc.sql(SELECT + "where s.agent_id is not null order by s.name")
                .query(Scales::row)
                .list()
                .forEach(scale -> names.computeIfAbsent(
                                Objects.requireNonNull(scale.agent()), agent -> new ArrayList<>())
                        .add(scale.name()));
        return names;
    }

    /** Has another read all that an agent reads: an agent of the same site, or null for this server. @return their names */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> handOver(UUID from, @Nullable UUID to) {
        return jdbc.sql("update scale set agent_id = :to where agent_id = :from returning name")
                .param("from", from)
                .param("to", to, java.sql.Types.OTHER)
                .query(String.class)
                .list();
    }

    /** The names of scales, by the station that they stand at. */
    @Transactional(readOnly = true)
    public Map<UUID, String> names() {
        var names = new HashMap<UUID, String>();
        jdbc.sql("select t.station_id, s.name from station_scale t join scale s on s.id = t.scale_id")
                .query((row, n) -> names.put(row.getObject("station_id", UUID.class), row.getString("name")))
                .list();
        return names;
    }

    /** Puts a scale of the same site at a station; null takes away the one that is there. */
    @Transactional
    public void put(UUID station, @Nullable UUID scale) {
        if (scale == null) {
            jdbc.sql("delete from station_scale where station_id = :station")
                    .param("station", station)
                    .update();
            return;
        }
        int changed =
                jdbc.sql(PUT).param("station", station).param("scale", scale).update();
        if (changed == 0)
            throw Refusal.invalid(
                    "unknown-scale", "scale", scale, "There is no such scale at the station's warehouse.");
    }

    /**
     * Weighs at a station. Takes seconds, so never within a transaction.
     *
     * @param lies what lies on the scale, if it is a simulated one, in grams
     */
    public Weighed weigh(UUID station, int lies) {
        var scale = at(station);
        return scale.isEmpty()
                ? new Weighed.None("No scale stands at this station; put one there at /stations.")
                : weigh(scale.get(), lies);
    }

    private Weighed weigh(Scale scale, int lies) {
        if (scale.kind() == Scale.Kind.SIMULATED) return stable(scale, lies);
        if (scale.agent() != null) return byAgent(scale);
        try {
            return stable(scale, wire.weigh(scale.kind().wire(), String.valueOf(scale.host()), scale.port()));
        } catch (IOException fault) {
            return new Weighed.None(scale.name() + ": " + fault.getMessage());
        }
    }

    private static Weighed stable(Scale scale, int grams) {
        return grams == 0
                ? new Weighed.None(scale.name() + ": Nothing lies on the scale.")
                : new Weighed.Stable(grams, scale.name(), scale.kind() == Scale.Kind.SIMULATED);
    }

    private Weighed byAgent(Scale scale) {
        var asked = weighings.ask(scale.id());
        bell.ring();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            long rung = bell.rung();
            var answer = weighings.answer(asked).orElseThrow();
            if (answer.grams() != null) return stable(scale, answer.grams());
            if (answer.problem() != null) return new Weighed.None(scale.name() + ": " + answer.problem());
            if (!bell.await(rung, LOOK_EVERY)) break;
        }
        return new Weighed.None(scale.name()
                + ": Its agent gave no answer in time; see /devices whether it runs. Type the weight meanwhile.");
    }

    private static Scale row(ResultSet row, int n) throws SQLException {
        return new Scale(
                row.getObject("id", UUID.class),
                new WarehouseId(row.getObject("warehouse_id", UUID.class)),
                row.getString("name"),
                Scale.Kind.valueOf(row.getString("kind")),
                row.getString("host"),
                row.getInt("port"),
                row.getObject("agent_id", UUID.class));
    }
}
