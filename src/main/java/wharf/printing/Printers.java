package wharf.printing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The printers of every warehouse. */
@Service
public class Printers {
    private static final int RAW_PORT = 9100;
    private static final int IPP_PORT = 631;
    private static final String IPP_PATH = "/ipp/print";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%\\[\\]-]+");
    private static final String SELECT =
            "select id, warehouse_id, name, kind, host, port, media, path, active, agent_id from printer ";
    private static final String ADD = """
            insert into printer (id, warehouse_id, name, kind, host, port, media, path, agent_id, created_at)
            values (:id, :warehouse, :name, :kind, :host, :port, :media, :path, :agent, :now)
            """;
    private static final String AT = SELECT + """
            where warehouse_id = :warehouse
            and active
            and media = :media
            order by id = (select case when :media = 'DOCUMENT' then document_printer_id else label_printer_id end
                           from station where id = :station) desc nulls last, created_at, id
            limit 1
            """;
    private static final String HAND_OVER = """
            update printer
            set agent_id = :to
            where agent_id = :from
            returning id, warehouse_id, name, kind, host, port, media, path, active, agent_id
            """;
    private static final RowMapper<Printer> ROW = (row, n) -> new Printer(
            row.getObject("id", UUID.class),
            new WarehouseId(row.getObject("warehouse_id", UUID.class)),
            row.getString("name"),
            Printer.Kind.valueOf(row.getString("kind")),
            row.getString("host"),
            row.getInt("port"),
            Printer.Media.valueOf(row.getString("media")),
            row.getString("path"),
            row.getBoolean("active"),
            row.getObject("agent_id", UUID.class));

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final PrinterAgents agents;
    private final int simulatorPort;

    Printers(
            JdbcClient jdbc,
            BusinessClock clock,
            PrinterAgents agents,
            @Value("${wharf.printing.simulator.port:0}") int simulatorPort) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.agents = agents;
        this.simulatorPort = simulatorPort;
    }

    /** Adds a printer; refuses a name that the warehouse has already, one in the network without an address, and an IPP one for labels. */
    @Transactional
    public UUID add(NewPrinter printer) {
        boolean raw = printer.kind() != Printer.Kind.SIMULATED;
        if (printer.kind() == Printer.Kind.IPP && printer.media() != Printer.Media.DOCUMENT)
            throw Refusal.invalid(
                    "documents-only",
                    "media",
                    printer.media(),
                    "An IPP printer takes documents: name the media DOCUMENT, or use RAW_9100 for labels.");
        var host = Objects.requireNonNullElse(printer.host(), "").strip();
        if (raw && host.isEmpty())
            throw Refusal.invalid(
                    "host-missing", "host", printer.host(), "A network printer needs its host name or IP address.");
        if (raw && !HOST.matcher(host).matches())
            throw Refusal.invalid(
                    "host-invalid",
                    "host",
                    printer.host(),
                    "Give the printer's host name or IP address, such as 192.168.1.50.");
        int port = Objects.requireNonNullElse(printer.port(), usualPort(printer));
        if (raw && port == 0)
            throw Refusal.invalid("port-missing", "port", port, "A network printer listens on a port, usually 9100.");
        refuseStranger(printer.kind(), printer.agent(), printer.warehouse());
        return insert(printer, raw ? host : null, port);
    }

    private void refuseStranger(Printer.Kind kind, @Nullable UUID agent, WarehouseId site) {
        if (agent == null) return;
        if (kind == Printer.Kind.SIMULATED)
            throw Refusal.invalid(
                    "no-agent-needed",
                    "agent",
                    agent,
                    "A simulated printer is a part of this server; leave the agent out.");
        if (!agents.serves(agent, site))
            throw Refusal.invalid("unknown-agent", "agent", agent, "There is no such agent at this warehouse.");
    }

    private int usualPort(NewPrinter printer) {
        return switch (printer.kind()) {
            case RAW_9100 -> RAW_PORT;
            case IPP -> IPP_PORT;
            // One port cannot serve two: the configured one is for labels.
            case SIMULATED -> printer.media() == Printer.Media.DOCUMENT ? 0 : simulatorPort;
        };
    }

    private UUID insert(NewPrinter printer, @Nullable String host, int port) {
        var id = Ids.next();
        try {
            jdbc.sql(ADD)
                    .param("id", id)
                    .param("warehouse", printer.warehouse().value())
                    .param("name", printer.name())
                    .param("kind", printer.kind().name())
                    .param("host", host)
                    .param("port", port)
                    .param(
                            "media",
                            Objects.requireNonNullElse(printer.media(), Printer.Media.LABEL_4X6)
                                    .name())
                    .param("path", Objects.requireNonNullElse(printer.path(), IPP_PATH))
                    .param("agent", printer.agent(), java.sql.Types.OTHER)
                    .param("now", Sql.timestamp(clock.instant()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict(
                    "name-taken", "name", printer.name(), "Another printer of this warehouse has this name.");
        } catch (DataIntegrityViolationException unknown) {
            throw Refusal.invalid("unknown-warehouse", "warehouse", printer.warehouse(), "There is no such warehouse.");
        }
        return id;
    }

    /** As {@link AgentJobs#drive}, which also moves what waits. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void drive(UUID id, @Nullable UUID agent) {
        var printer = find(id).orElseThrow(() -> Refusal.notFound("printer", id));
        refuseStranger(printer.kind(), agent, printer.warehouse());
        jdbc.sql("update printer set agent_id = :agent where id = :id")
                .param("agent", agent, java.sql.Types.OTHER)
                .param("id", id)
                .update();
    }

    /** As {@link AgentJobs#handOver}, which also moves what waits. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Printer> handOver(UUID from, @Nullable UUID to) {
        return jdbc.sql(HAND_OVER)
                .param("from", from)
                .param("to", to, java.sql.Types.OTHER)
                .query(ROW)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Printer> all() {
        return jdbc.sql(SELECT + "order by name, id").query(ROW).list();
    }

    @Transactional(readOnly = true)
    public Optional<Printer> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(ROW).optional();
    }

    /** The printer for what is made at this station, or else the warehouse's oldest that takes it. */
    @Transactional(readOnly = true)
    public Optional<Printer> at(WarehouseId warehouse, @Nullable UUID station, Printer.Media media) {
        return jdbc.sql(AT)
                .param("warehouse", warehouse.value())
                .param("media", media.name())
                .param("station", station, java.sql.Types.OTHER)
                .query(ROW)
                .optional();
    }
}
