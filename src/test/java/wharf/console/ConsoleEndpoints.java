package wharf.console;

import static wharf.endpoints.Endpoint.SIGNED_IN;
import static wharf.endpoints.Endpoint.get;
import static wharf.shared.Authority.OPERATIONS_MANAGE;

import java.util.List;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;

class ConsoleEndpoints implements EndpointFixtures {
    @Override
    public List<Endpoint> endpoints() {
        return List.of(get("/").needs(SIGNED_IN), get("/check").needs(OPERATIONS_MANAGE));
    }
}
