package wharf.picking;

import static wharf.endpoints.Endpoint.get;
import static wharf.shared.Authority.OPERATIONS_MANAGE;

import java.util.List;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;

class WaveEndpoints implements EndpointFixtures {
    @Override
    public List<Endpoint> endpoints() {
        return List.of(get("/waves").needs(OPERATIONS_MANAGE));
    }
}
