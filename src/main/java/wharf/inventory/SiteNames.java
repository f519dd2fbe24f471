package wharf.inventory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.WarehouseId;

/** The names of warehouses, as far as stock needs them. */
@Component
class SiteNames {
    private static final String NAMED =
            "select id, code from warehouse where code = any(:names) or id::text = any(:names)";
    private static final String ALL = "select id, code, name from warehouse where active order by code";

    private final JdbcClient jdbc;

    SiteNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those the names (codes or ids) mean, by name. */
    @Transactional(readOnly = true)
    public Map<String, WarehouseId> named(Collection<String> names) {
        var found = new HashMap<String, WarehouseId>();
        jdbc.sql(NAMED)
                .param("names", Sql.texts(names))
                .query((row, n) -> {
                    var id = new WarehouseId(row.getObject("id", UUID.class));
                    found.put(row.getString("code"), id);
                    return found.put(id.toString(), id);
                })
                .list();
        return found;
    }

    @Transactional(readOnly = true)
    public List<SiteName> all() {
        return jdbc.sql(ALL).query(SiteName.class).list();
    }
}
