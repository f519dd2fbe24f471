package wharf.merchant;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ADMIN;
import static wharf.shared.Authority.CATALOG_READ;
import static wharf.shared.Authority.OPERATIONS_MANAGE;

import java.util.List;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;

class MerchantEndpoints implements EndpointFixtures {
    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/merchants").needs(CATALOG_READ),
                get("/api/v1/merchants/{id}")
                        .needs(CATALOG_READ)
                        .path("id", world -> world.merchant().toString())
                        .foreign(404),
                post("/api/v1/merchants/{id}/charges")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", world -> world.merchant().toString())
                        .answers(201)
                        .json(world -> """
                        {"requestId": "%s", "description": "An hour of sorting", "amountMinor": 4500}""".formatted(java.util.UUID.randomUUID())),
                post("/api/v1/merchants").needs(ADMIN).answers(201).json(world -> """
                        {"code": "%s", "name": "Taken on", "currency": "USD", "senderEmail": "shop@example.org",
                         "locale": "en", "brandColor": "#206bc4", "shipComplete": false, "allowSplit": true}""".formatted(world.unique())));
    }
}
