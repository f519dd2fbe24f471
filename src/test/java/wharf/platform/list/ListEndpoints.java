package wharf.platform.list;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ORDERS_READ;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.testing.Scenery;

class ListEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final JdbcClient jdbc;

    ListEndpoints(Scenery scenery, JdbcClient jdbc) {
        this.scenery = scenery;
        this.jdbc = jdbc;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/{list}.csv")
                        .needs(Endpoint.SIGNED_IN)
                        .path("list", world -> "orders")
                        .query("merchant", world -> world.merchant().toString())
                        .foreign(404),
                post("/lists/{list}/views")
                        .needs(ORDERS_READ)
                        .path("list", world -> "orders")
                        .form(world -> Map.of("viewName", world.unique(), "state", "ACCEPTED", "shared", "true"))
                        .answers(302)
                        .shared(),
                post("/lists/{list}/views/{id}/forget")
                        .needs(ORDERS_READ)
                        .path("list", world -> "orders")
                        .path("id", this::view)
                        .form(world -> Map.of())
                        .answers(302)
                        .foreign(404),
                post("/lists/{list}/standard")
                        .needs(ORDERS_READ)
                        .path("list", world -> "orders")
                        .form(world -> Map.of())
                        .answers(302)
                        .shared(),
                post("/lists/{list}/columns")
                        .needs(ORDERS_READ)
                        .path("list", world -> "orders")
                        .form(world -> Map.of("column", "state"))
                        .answers(302)
                        .shared());
    }

    /** A view of the caller's own. */
    private String view(World world) {
        return world.fresh(() -> scenery.inTransaction(() -> {
            var id = UUID.randomUUID();
            jdbc.sql("""
                    insert into list_view (id, list, owner, owner_name, merchant_id, name, filters, shared)
                    values (:id, 'orders', :owner, 'somebody', :merchant, :name, '{"state": "SHIPPED"}', false)
                    """)
                    .param("id", id)
                    .param("owner", world.caller().key())
                    .param("merchant", world.merchant().value())
                    .param("name", world.unique())
                    .update();
            return id.toString();
        }));
    }
}
