package wharf.devices;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the check pages found out. */
@Component
class Findings {
    private static final String PUT = """
            insert into device_finding (device_id, thing, works, detail)
            values (:device, :thing, :works, :detail)
            on conflict (device_id, thing) do update
            set works = excluded.works, detail = excluded.detail, found_at = now()
            """;
    private static final String SELECT =
            "select f.device_id, f.thing, f.works, f.detail, f.found_at from device_finding f ";
    private static final String OF_LIVING = SELECT + """
            join device d on d.id = f.device_id
            where d.revoked_at is null
            order by f.device_id, f.thing
            """;

    private final JdbcClient jdbc;

    Findings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    public void put(UUID device, Finding.Thing thing, boolean works, String detail) {
        jdbc.sql(PUT)
                .param("device", device)
                .param("thing", thing.name())
                .param("works", works)
                .param("detail", detail)
                .update();
    }

    @Transactional(readOnly = true)
    public List<Finding> of(UUID device) {
        return jdbc.sql(SELECT + "where f.device_id = :device order by f.thing")
                .param("device", device)
                .query(Finding.class)
                .list();
    }

    /** Of devices that may come in, by device. */
    @Transactional(readOnly = true)
    public Map<UUID, List<Finding>> all() {
        return jdbc.sql(OF_LIVING).query(Finding.class).list().stream()
                .collect(Collectors.groupingBy(Finding::deviceId));
    }
}
