package wharf.restock;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The sites goods may come to. */
@Component
class RestockSites {
    private final JdbcClient jdbc;

    RestockSites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public List<RestockSite> all() {
        return jdbc.sql("select code, name from warehouse where active order by code")
                .query(RestockSite.class)
                .list();
    }
}
