package wharf.packing;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The warehouses a packer may stand in. */
@Component
class PackSites {
    private final JdbcClient jdbc;

    PackSites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public List<PackSite> all() {
        return jdbc.sql("select id, code, name from warehouse where active order by code")
                .query(PackSite.class)
                .list();
    }
}
