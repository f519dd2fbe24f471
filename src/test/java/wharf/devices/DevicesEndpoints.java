package wharf.devices;

import static wharf.endpoints.Endpoint.PUBLIC;
import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.OPERATIONS_MANAGE;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.printing.Stations;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;

/** Agents and joined browsers are no users: as users everybody is told alike that they are neither. */
class DevicesEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final DeviceWorld devices;
    private final Stations stations;
    private final TestLabels labels;

    DevicesEndpoints(Scenery scenery, DeviceWorld devices, Stations stations, TestLabels labels) {
        this.scenery = scenery;
        this.devices = devices;
        this.stations = stations;
        this.labels = labels;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/devices").needs(OPERATIONS_MANAGE),
                delete("/api/v1/devices/{id}")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::device)
                        .answers(204),
                put("/api/v1/devices/{id}/successor")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::device)
                        .json(world -> "{\"agent\": null}"),
                post("/devices/{id}/succession")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::device)
                        .form(world -> Map.of("agent", ""))
                        .answers(302),
                get("/devices").needs(OPERATIONS_MANAGE),
                get("/devices/tls").needs(OPERATIONS_MANAGE),
                post("/devices/invitations")
                        .needs(OPERATIONS_MANAGE)
                        .form(world -> Map.of("site", site(world), "kind", "HANDHELD", "name", world.unique())),
                post("/devices/arrivals").needs(OPERATIONS_MANAGE).form(world -> Map.of("code", "0000-0000-0000-0000")),
                post("/devices/{id}/revocation")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::device)
                        .form(world -> Map.of())
                        .answers(302),
                get("/stations").needs(OPERATIONS_MANAGE),
                post("/stations")
                        .needs(OPERATIONS_MANAGE)
                        .form(world -> Map.of("site", site(world), "name", world.unique()))
                        .answers(302),
                get("/stations/{id}").needs(OPERATIONS_MANAGE).path("id", this::station),
                step("equipment").form(world -> Map.of("scale", "")),
                step("printers")
                        .form(world -> Map.of("name", world.unique(), "kind", "SIMULATED", "media", "LABEL_4X6")),
                step("scales").form(world -> Map.of("name", world.unique(), "kind", "SIMULATED")),
                step("invitations").form(world -> Map.of()).answers(200),
                step("labels").form(world -> Map.of()),
                step("weighings").form(world -> Map.of()),
                get("/stations/{id}/labels/{job}")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::station)
                        .path("job", this::label),
                get("/device").needs(PUBLIC),
                get("/device/wharf-ca.crt").needs(PUBLIC).answers(404),
                get("/device/join/{code}")
                        .needs(PUBLIC)
                        .path("code", world -> devices.code(WarehouseId.of(site(world)), Device.Kind.HANDHELD, null)),
                post("/device/join/{code}")
                        .needs(PUBLIC)
                        .path("code", world -> "NOPE")
                        .form(world -> Map.of())
                        .answers(403),
                post("/device/findings")
                        .needs(PUBLIC)
                        .form(world -> Map.of("thing", "SOUND", "works", "true"))
                        .answers(403),
                post("/device/labels").needs(PUBLIC).form(world -> Map.of()).answers(403),
                get("/device/labels/{job}")
                        .needs(PUBLIC)
                        .path("job", this::label)
                        .answers(403),
                post("/hooks/agent/joins")
                        .needs(PUBLIC)
                        .json(world -> "{\"code\": \"NOPE\", \"software\": \"none\"}")
                        .answers(403),
                agents("/hooks/agent/claims").json(world -> "{\"holding\": [], \"waitSeconds\": 0}"),
                agents("/hooks/agent/jobs/{id}/starts")
                        .path("id", this::label)
                        .json(world -> "{\"lease\": \"%s\"}".formatted(UUID.randomUUID())),
                agents("/hooks/agent/jobs/{id}/outcomes")
                        .path("id", this::label)
                        .json(world -> "{\"lease\": \"%s\", \"result\": \"SENT\"}".formatted(UUID.randomUUID())),
                agents("/hooks/agent/weighings/{id}")
                        .path("id", world -> UUID.randomUUID().toString())
                        .json(world -> "{\"grams\": 500}"));
    }

    private static Endpoint agents(String pattern) {
        return post(pattern).needs(PUBLIC).answers(401);
    }

    private Endpoint step(String name) {
        return post("/stations/{id}/" + name)
                .needs(OPERATIONS_MANAGE)
                .path("id", this::station)
                .answers(302);
    }

    private String site(World world) {
        return world.once("devices-site", () -> scenery.site(false).toString());
    }

    private String device(World world) {
        return devices.agent(WarehouseId.of(site(world))).device().id().toString();
    }

    private String station(World world) {
        return world.once(
                "devices-station",
                () -> scenery.inTransaction(
                                () -> stations.add(WarehouseId.of(site(world)), Scenery.unique("Bench "), null, null))
                        .toString());
    }

    private String label(World world) {
        return world.once(
                "devices-label",
                () -> scenery.inTransaction(() -> labels.print(WarehouseId.of(site(world)), null, "Bench"))
                        .toString());
    }
}
