package wharf.printing;

import java.util.List;
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
    private static final String OF = """
            select id, name, label_printer_id, document_printer_id
            from station
            where warehouse_id = :warehouse
            order by name
            """;

    private final JdbcClient jdbc;

    Stations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One station. */
    public record Station(
            UUID id,
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
        return jdbc.sql(OF)
                .param("warehouse", warehouse.value())
                .query(Station.class)
                .list();
    }
}
