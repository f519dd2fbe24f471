package wharf.endpoints;

import java.util.List;

/**
 * The lines of one module's endpoints. Write a class of it beside the module's tests; it is found by itself, and its constructor may ask for
 * any bean. An endpoint without a line fails {@link EndpointAccessTest}.
 */
public interface EndpointFixtures {
    List<Endpoint> endpoints();
}
