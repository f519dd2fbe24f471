package wharf.merchant;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ADMIN;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;

class MerchantScreenEndpoints implements EndpointFixtures {
    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/merchants").needs(ADMIN),
                post("/merchants")
                        .needs(ADMIN)
                        .form(world -> Map.of(
                                "name", "Taken on",
                                "code", world.unique(),
                                "currency", "USD",
                                "senderEmail", "shop@example.org"))
                        .answers(302));
    }
}
