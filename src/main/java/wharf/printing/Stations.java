package wharf.printing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.Ids;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Where people work, and which printers stand beside them. */
@Service
public class Stations {
    private static final String ADD = """
            insert into station (id, warehouse_id, name, label_printer_id, document_printer_id)
            values (:id, :warehouse, :name, :printer, :documents)
            """;
    private static final String SELECT =
            "select id, warehouse_id, name, label_printer_id, document_printer_id from station ";
    /** Only printers of the station's own warehouse, each for what it takes. */
    private static final String EQUIP = """
            update station s
            set label_printer_id = :labels, document_printer_id = :documents
            where s.id = :id
            and (cast(:labels as uuid) is null
                 or exists (select from printer p where p.id = :labels and p.warehouse_id = s.warehouse_id and p.media = 'LABEL_4X6'))
            and (cast(:documents as uuid) is null
                 or exists (select from printer p where p.id = :documents and p.warehouse_id = s.warehouse_id and p.media = 'DOCUMENT'))
            """;

    private final JdbcClient jdbc;

    Stations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One station. */
    public record Station(
            UUID id,
            UUID warehouseId,
            String name,
            @Nullable UUID labelPrinterId,
            @Nullable UUID documentPrinterId) {}

    /** Adds a station; refuses a name that is taken and a printer or warehouse that does not exist. */
    @Transactional
    public UUID add(WarehouseId warehouse, String name, @Nullable UUID labelPrinter, @Nullable UUID documentPrinter) {
        var id = Ids.next();
        try {
            jdbc.sql(ADD)
                    .param("id", id)
                    .param("warehouse", warehouse.value())
                    .param("name", name)
                    .param("printer", labelPrinter, java.sql.Types.OTHER)
                    .param("documents", documentPrinter, java.sql.Types.OTHER)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict("name-taken", "name", name, "Another station of this warehouse has this name.");
        } catch (DataIntegrityViolationException unknown) {
            throw Refusal.invalid("unknown-place", "", null, "There is no such warehouse or no such printer.");
        }
        return id;
    }

    @Transactional(readOnly = true)
    public List<Station> of(WarehouseId warehouse) {
        return jdbc.sql(SELECT + "where warehouse_id = :warehouse order by name")
                .param("warehouse", warehouse.value())
                .query(Station.class)
                .list();
    }

    /** The stations of every warehouse, by warehouse and name. */
    @Transactional(readOnly = true)
    public List<Station> all() {
        return jdbc.sql(SELECT + "order by warehouse_id, name limit 1000")
                .query(Station.class)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Station> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Station.class)
                .optional();
    }

    /** Puts printers of its warehouse beside a station; null for the warehouse's oldest. Refuses others. */
    @Transactional
    public void equip(UUID station, @Nullable UUID labelPrinter, @Nullable UUID documentPrinter) {
        int changed = jdbc.sql(EQUIP)
                .param("id", station)
                .param("labels", labelPrinter, java.sql.Types.OTHER)
                .param("documents", documentPrinter, java.sql.Types.OTHER)
                .update();
        if (changed == 0)
            throw Refusal.invalid(
                    "unknown-printer",
                    "labelPrinter",
                    labelPrinter,
                    "There is no such printer for labels, or for documents, at the station's warehouse.");
    }
}
