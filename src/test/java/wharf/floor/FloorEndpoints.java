package wharf.floor;

import static wharf.endpoints.Endpoint.PUBLIC;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.FLOOR_WORK;
import static wharf.shared.Authority.OPERATIONS_MANAGE;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.identity.Badges;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Role;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.warehouse.NewWarehouse;
import wharf.warehouse.Warehouses;

class FloorEndpoints implements EndpointFixtures {
    private static final String PERIODS = "/api/v1/work-periods";
    private static final String CORRECTION =
            "{\"startedAt\": \"2026-01-05T08:00:00Z\", \"endedAt\": \"2026-01-05T16:00:00Z\", \"reason\": \"Forgot\"}";

    private final Users users;
    private final Badges badges;
    private final WorkHours hours;
    private final Warehouses warehouses;

    FloorEndpoints(Users users, Badges badges, WorkHours hours, Warehouses warehouses) {
        this.users = users;
        this.badges = badges;
        this.hours = hours;
        this.warehouses = warehouses;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                floor(get("/floor")),
                floor(post("/floor/language"))
                        .form(world -> Map.of("language", "es"))
                        .answers(302),
                floor(post("/floor/site"))
                        .form(world -> Map.of("site", site(world)))
                        .answers(302),
                floor(post("/floor/practice"))
                        .form(world -> Map.of("on", "false"))
                        .answers(302),
                floor(get("/floor/sw.js")),
                floor(get("/floor/wall")).query("site", this::site),
                get("/floor/sign-in").needs(PUBLIC),
                post("/floor/sign-in")
                        .needs(PUBLIC)
                        .form(world -> Map.of("badge", "WB0000000000", "pin", "7310"))
                        .answers(401, 403)
                        .shared(),
                floor(post("/floor/leave")).form(world -> Map.of()).answers(302),
                floor(get("/floor/me")),
                floor(post("/floor/me/clock-in")).form(world -> Map.of()).answers(302),
                floor(post("/floor/me/clock-out")).form(world -> Map.of()).answers(302),
                floor(post("/floor/me/pin"))
                        .form(world -> Map.of("current", "7310", "pin", "8264"))
                        .answers(302),
                manager(get("/badges")),
                manager(post("/badges/{user}")).path("user", this::holder).form(world -> Map.of()),
                manager(post("/badges/{user}/unlock"))
                        .path("user", this::holder)
                        .form(world -> Map.of())
                        .answers(302),
                manager(post("/badges/{user}/withdraw"))
                        .path("user", this::holder)
                        .form(world -> Map.of())
                        .answers(302),
                manager(get("/badges/sheet.pdf")).query("user", this::holder),
                manager(get("/hours")).query("day", world -> "2026-01-05"),
                manager(post("/hours/{id}"))
                        .path("id", this::period)
                        .form(world -> Map.of(
                                "start",
                                "2026-01-05T08:00",
                                "end",
                                "2026-01-05T16:00",
                                "zone",
                                "UTC",
                                "reason",
                                "Forgot"))
                        .answers(302),
                floor(post(PERIODS))
                        .json(world -> "{\"warehouse\": \"%s\"}".formatted(site(world)))
                        .answers(201),
                floor(post(PERIODS + "/current/end")).answers(200, 409),
                manager(get(PERIODS))
                        .query("from", world -> "2026-01-05T00:00:00Z")
                        .query("until", world -> "2026-01-06T00:00:00Z"),
                manager(get(PERIODS + "/totals"))
                        .query("warehouse", this::site)
                        .query("from", world -> "2026-01-05T00:00:00Z")
                        .query("until", world -> "2026-01-06T00:00:00Z"),
                manager(post(PERIODS + "/{id}/corrections"))
                        .path("id", this::period)
                        .json(world -> CORRECTION),
                manager(get(PERIODS + "/{id}/corrections")).path("id", this::period));
    }

    private static Endpoint floor(Endpoint endpoint) {
        return endpoint.needs(FLOOR_WORK);
    }

    private static Endpoint manager(Endpoint endpoint) {
        return endpoint.needs(OPERATIONS_MANAGE);
    }

    private String site(World world) {
        return world.once("floor site", () -> {
            var code = "F-" + world.unique().substring(0, 10).toUpperCase(java.util.Locale.ROOT);
            return warehouses
                    .create(new NewWarehouse(
                            code,
                            "Floor",
                            "1 Test Road",
                            "Fort Myers",
                            "FL",
                            "33901",
                            "US",
                            26.64,
                            -81.87,
                            "America/New_York",
                            null,
                            null))
                    .toString();
        });
    }

    private String holder(World world) {
        return world.fresh(() -> {
            var id = worker(world);
            badges.issue(id);
            return id.toString();
        });
    }

    private UUID worker(World world) {
        return users.create(new NewUser(
                        world.unique() + "@example.org", "Somebody", Role.FLOOR_WORKER, null, "long enough 1"))
                .id();
    }

    private String period(World world) {
        var site = WarehouseId.of(site(world));
        return world.fresh(() -> {
            var key = "user:" + worker(world);
            return new Context(Scope.ALL, new Actor(Actor.Kind.USER, "somebody", key), Lane.SCREEN)
                    .call(() -> hours.clockIn(site).id().toString());
        });
    }
}
