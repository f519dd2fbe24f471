package wharf.devices;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The warehouses a device may stand in. */
@Component
class Sites {
    private final JdbcClient jdbc;

    Sites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public List<Site> all() {
        return jdbc.sql("select id, code, name from warehouse where active order by code")
                .query(Site.class)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Site> find(UUID id) {
        return jdbc.sql("select id, code, name from warehouse where id = :id")
                .param("id", id)
                .query(Site.class)
                .optional();
    }
}
