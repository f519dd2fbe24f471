package wharf.demo;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.OPERATIONS_MANAGE;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;

/** In the database of these tests there is no demo, so that a confirmed reset is a conflict. */
class DemoEndpoints implements EndpointFixtures {
    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/demo").needs(OPERATIONS_MANAGE),
                post("/api/v1/demo/reset")
                        .needs(OPERATIONS_MANAGE)
                        .json(world -> "{\"confirm\": \"reset\"}")
                        .answers(409),
                get("/demo").needs(OPERATIONS_MANAGE),
                post("/demo/reset")
                        .needs(OPERATIONS_MANAGE)
                        .form(world -> Map.of("confirm", "reset"))
                        .answers(409));
    }
}
