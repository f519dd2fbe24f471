package wharf.warehouse;

import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.Ids;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The stations of each site. */
@Service
public class WorkStations {
    private static final String CREATE = """
            insert into work_station (id, warehouse_id, code, name, kind)
            values (:id, :site, :code, :name, :kind)
            """;

    private final JdbcClient jdbc;

    WorkStations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Refuses a code that is taken in the site. */
    @Transactional
    public WorkStation create(WarehouseId site, String code, String name, WorkStation.Kind kind) {
        var station = new WorkStation(Ids.next(), site, code, name, kind);
        try {
            jdbc.sql(CREATE)
                    .param("id", station.id())
                    .param("site", site.value())
                    .param("code", code)
                    .param("name", name)
                    .param("kind", kind.name())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict("code-taken", "code", code, "Another station of this warehouse has this code.");
        }
        return station;
    }

    @Transactional(readOnly = true)
    public List<WorkStation> all(WarehouseId site) {
        return jdbc.sql("select id, code, name, kind from work_station where warehouse_id = :site order by code")
                .param("site", site.value())
                .query((row, n) -> new WorkStation(
                        row.getObject("id", UUID.class),
                        site,
                        row.getString("code"),
                        row.getString("name"),
                        WorkStation.Kind.valueOf(row.getString("kind"))))
                .list();
    }
}
