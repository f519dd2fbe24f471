package wharf.identity;

import static wharf.endpoints.Endpoint.PUBLIC;
import static wharf.endpoints.Endpoint.SIGNED_IN;
import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.patch;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.ADMIN;
import static wharf.shared.Authority.OPERATIONS_MANAGE;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.shared.Role;

class IdentityEndpoints implements EndpointFixtures {
    private final Users users;
    private final ApiTokens tokens;
    private final Badges badges;

    IdentityEndpoints(Users users, ApiTokens tokens, Badges badges) {
        this.users = users;
        this.tokens = tokens;
        this.badges = badges;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/login").needs(PUBLIC).answers(200, 302),
                post("/login")
                        .needs(PUBLIC)
                        .form(world -> Map.of("email", world.unique()))
                        .answers(401),
                post("/logout").needs(SIGNED_IN).answers(302).notFuzzed(),
                get("/settings/users").needs(ADMIN),
                post("/settings/users")
                        .needs(ADMIN)
                        .form(IdentityEndpoints::userForm)
                        .answers(302),
                post("/settings/users/{id}/enabled")
                        .needs(ADMIN)
                        .path("id", this::user)
                        .form(world -> Map.of("enabled", "true"))
                        .answers(302),
                post("/settings/users/{id}/password")
                        .needs(ADMIN)
                        .path("id", this::user)
                        .form(world -> Map.of("password", "long enough 2"))
                        .answers(302),
                get("/settings/tokens").needs(ADMIN),
                post("/settings/tokens")
                        .needs(ADMIN)
                        .form(world -> Map.of("name", "Shop", "scopes", "orders:read", "days", "7")),
                post("/settings/tokens/{id}/revocation")
                        .needs(ADMIN)
                        .path("id", this::token)
                        .form(world -> Map.of())
                        .answers(302),
                get("/api/v1/users").needs(ADMIN),
                get("/api/v1/users/{id}").needs(ADMIN).path("id", this::user),
                post("/api/v1/users")
                        .needs(ADMIN)
                        .json(IdentityEndpoints::newUser)
                        .answers(201),
                patch("/api/v1/users/{id}").needs(ADMIN).path("id", this::user).json(world -> """
                        {"name": "Renamed", "role": "MERCHANT_VIEWER", "enabled": true, "password": "another password"}"""),
                get("/api/v1/tokens").needs(ADMIN),
                post("/api/v1/tokens")
                        .needs(ADMIN)
                        .json(IdentityEndpoints::newToken)
                        .answers(201),
                delete("/api/v1/tokens/{id}").needs(ADMIN).path("id", this::token),
                get("/api/v1/badges").needs(OPERATIONS_MANAGE),
                put("/api/v1/badges/{user}").needs(OPERATIONS_MANAGE).path("user", this::staff),
                delete("/api/v1/badges/{user}")
                        .needs(OPERATIONS_MANAGE)
                        .path("user", this::staff)
                        .answers(204),
                delete("/api/v1/badges/{user}/lock").needs(OPERATIONS_MANAGE).path("user", this::staff));
    }

    private static Map<String, String> userForm(World world) {
        return Map.of(
                "email", world.unique() + "@example.org",
                "name", "Somebody",
                "role", "MERCHANT_VIEWER",
                "merchant", world.merchant().toString(),
                "password", "long enough 1");
    }

    private static String newUser(World world) {
        return """
                {"email": "%s@example.org", "name": "Somebody", "role": "MERCHANT_ADMIN", "merchant": "%s", "password": "long enough 1"}""".formatted(world.unique(), world.merchant());
    }

    private static String newToken(World world) {
        return """
                {"name": "Shop", "scopes": ["orders:read", "orders:write"], "merchant": "%s", "expiresAt": "2100-01-01T00:00:00Z"}""".formatted(world.merchant());
    }

    private String user(World world) {
        return world.once(
                "user",
                () -> users.create(new NewUser(
                                world.unique() + "@example.org",
                                "Somebody",
                                Role.MERCHANT_ADMIN,
                                world.merchant(),
                                "long enough 1"))
                        .id()
                        .toString());
    }

    private String staff(World world) {
        return world.fresh(() -> {
            var id = users.create(new NewUser(
                            world.unique() + "@example.org", "Somebody", Role.FLOOR_WORKER, null, "long enough 1"))
                    .id();
            badges.issue(id);
            return id.toString();
        });
    }

    private String token(World world) {
        return world.once(
                "token",
                () -> tokens.issue(new NewApiToken("Shop", List.of("orders:read"), world.merchant(), null))
                        .token()
                        .id()
                        .toString());
    }
}
