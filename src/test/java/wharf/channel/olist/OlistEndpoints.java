package wharf.channel.olist;

import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;

class OlistEndpoints implements EndpointFixtures {
    private final JsonMapper json;

    OlistEndpoints(JsonMapper json) {
        this.json = json;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(post("/api/v1/imports/olist")
                .needs(ORDERS_WRITE)
                .json(this::tables)
                .foreign(404));
    }

    private String tables(World world) {
        return json.writeValueAsString(Map.of(
                "merchant",
                world.merchant().toString(),
                "orders",
                Csv.ORDERS,
                "items",
                Csv.ITEMS,
                "payments",
                Csv.PAYMENTS,
                "customers",
                Csv.CUSTOMERS,
                "products",
                Csv.PRODUCTS));
    }
}
