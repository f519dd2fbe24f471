package wharf.packing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;

/** Cartons at the bench that are no parcels yet, known by the tote or fulfilment that is packed into them. */
@Service
public class OpenCartons {
    private static final String FROM = """
            select s.carton_id, s.code
            from pack_session s
            where s.carton_id = any(:cartons)
            and not exists (
              select from pack_scan p where p.session_id = s.id and p.carton_id = s.carton_id and p.parcel_id is not null)
            """;

    private final JdbcClient jdbc;

    OpenCartons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From which tote or fulfilment each of those stock places is packed; what is no open carton is absent. */
    @Transactional(readOnly = true)
    public Map<UUID, String> from(Collection<UUID> places) {
        var codes = new HashMap<UUID, String>();
        jdbc.sql(FROM)
                .param("cartons", Sql.uuids(List.copyOf(places)))
                .query((row, n) -> codes.put(row.getObject("carton_id", UUID.class), row.getString("code")))
                .list();
        return codes;
    }
}
