package wharf.platform.web;

import static wharf.endpoints.Endpoint.PUBLIC;
import static wharf.endpoints.Endpoint.get;

import java.util.List;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;

class WebEndpoints implements EndpointFixtures {
    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/error").needs(PUBLIC).answers(404), get("/docs/problems").needs(PUBLIC));
    }
}
