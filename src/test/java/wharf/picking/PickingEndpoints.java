package wharf.picking;

import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.FLOOR_WORK;
import static wharf.shared.Authority.OPERATIONS_MANAGE;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.picking.PickingCarts.Cart;

/** Every call is about a cart of the caller's own, so that what is allowed is done, not only let through. */
class PickingEndpoints implements EndpointFixtures {
    private static final String BATCH = "/api/v1/pick-batches/{id}";
    private static final String TASK = "/api/v1/pick-tasks/{id}";
    private static final String PUT_BACK = "/api/v1/put-backs/{id}";

    private final PickingCarts carts;

    PickingEndpoints(PickingCarts carts) {
        this.carts = carts;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/waves").needs(OPERATIONS_MANAGE).query("warehouse", this::site),
                get("/api/v1/waves/{id}").needs(OPERATIONS_MANAGE).path("id", this::wave),
                get("/waves/{id}").needs(OPERATIONS_MANAGE).path("id", this::wave),
                floor(post("/api/v1/pick-batches/claims")).json(world -> json("warehouse", waitingSite(world))),
                floor(get(BATCH)).path("id", this::claimed),
                floor(delete(BATCH + "/claims")).path("id", this::claimed).answers(204),
                floor(post(BATCH + "/totes")).path("id", this::claimed).json(world -> json("tote", carts.freeTote())),
                floor(post(BATCH + "/acknowledgements"))
                        .path("id", loaded(cart -> cart.id().toString()))
                        .json(world -> json("instruction", carts.instruction().toString())),
                floor(post(TASK + "/picks"))
                        .path("id", loaded(cart -> cart.task().id().toString()))
                        .json(this::pick),
                floor(post(TASK + "/shorts"))
                        .path("id", loaded(cart -> cart.task().id().toString()))
                        .json(world -> json("scanId", UUID.randomUUID().toString(), "reason", "MISSING")),
                floor(delete(BATCH + "/picks/last")).path("id", this::half),
                floor(get("/api/v1/put-backs")).query("warehouse", this::site),
                floor(get(PUT_BACK)).path("id", this::putBack),
                floor(post(PUT_BACK + "/scans")).path("id", this::putBack).json(this::putBackScan),
                floor(delete(PUT_BACK + "/scans/last")).path("id", this::restored),
                floor(delete("/api/v1/count-tasks/{id}/counts")).path("id", this::counted),
                floor(get("/api/v1/count-tasks")).query("warehouse", this::site),
                floor(post("/api/v1/count-tasks/{id}/counts"))
                        .path("id", this::toCount)
                        .json(world -> "{\"counted\": 3}"),
                floor(get("/floor/pick")),
                floor(post("/floor/pick/claim"))
                        .form(world -> Map.of("site", waitingSite(world)))
                        .answers(302),
                floor(post("/floor/pick/scan")).form(this::scanForm),
                floor(post("/floor/pick/undo")).form(world -> Map.of("batch", half(world), "count", "0")),
                floor(post("/floor/pick/acknowledgements")).form(this::acknowledgeForm),
                floor(post("/floor/pick/short")).form(this::shortForm),
                floor(post("/floor/pick/hand-over"))
                        .form(world -> Map.of("batch", claimed(world)))
                        .answers(302),
                floor(get("/floor/count")),
                floor(post("/floor/count/{task}"))
                        .path("task", this::toCount)
                        .form(world -> Map.of("counted", "3"))
                        .answers(302),
                floor(post("/floor/count/{task}/undo"))
                        .path("task", this::counted)
                        .form(world -> Map.of())
                        .answers(302),
                floor(get("/floor/putback")),
                floor(post("/floor/putback/undo"))
                        .form(world -> Map.of("site", site(world), "count", "0", "lastTask", restored(world))),
                floor(post("/floor/putback/scan")).form(this::putBackForm));
    }

    private static Endpoint floor(Endpoint endpoint) {
        return endpoint.needs(FLOOR_WORK);
    }

    private String site(World world) {
        return world.fresh(() -> carts.site().id().toString());
    }

    private String wave(World world) {
        return world.once("wave", () -> carts.release().toString());
    }

    private String waitingSite(World world) {
        return world.fresh(() -> {
            carts.release();
            return carts.site().id().toString();
        });
    }

    private String claimed(World world) {
        return world.fresh(() -> carts.claimed(world.caller()).toString());
    }

    private String half(World world) {
        return world.fresh(() -> carts.half(world.caller()).id().toString());
    }

    private Function<World, String> loaded(Function<Cart, String> part) {
        return world -> world.fresh(() -> part.apply(carts.loaded(world.caller())));
    }

    private String pick(World world) {
        var task = carts.latest().task();
        return json(
                "scanId", UUID.randomUUID().toString(), "bin", task.binCode(), "item", task.sku(), "tote", task.tote());
    }

    private Map<String, String> scanForm(World world) {
        var cart = world.fresh(() -> carts.loaded(world.caller()).id().toString());
        var task = carts.latest().task();
        return Map.of(
                "batch", cart,
                "task", task.id().toString(),
                "bin", task.binCode(),
                "item", task.sku(),
                "count", "1",
                "scan", task.tote(),
                "scanId", UUID.randomUUID().toString());
    }

    private Map<String, String> acknowledgeForm(World world) {
        var cart = world.fresh(() -> carts.loaded(world.caller()).id().toString());
        return Map.of("batch", cart, "instruction", carts.instruction().toString());
    }

    private Map<String, String> shortForm(World world) {
        var cart = world.fresh(() -> carts.loaded(world.caller()).id().toString());
        return Map.of(
                "batch",
                cart,
                "task",
                carts.latest().task().id().toString(),
                "reason",
                "MISSING",
                "quantity",
                "1",
                "scanId",
                UUID.randomUUID().toString());
    }

    private String toCount(World world) {
        return world.fresh(() -> carts.toCount(world.caller()).toString());
    }

    private String counted(World world) {
        return world.fresh(() -> carts.counted(world.caller()).toString());
    }

    private String restored(World world) {
        return world.fresh(() -> carts.restored(world.caller()).toString());
    }

    private String putBack(World world) {
        return world.fresh(() -> carts.putBack(world.caller()).id().toString());
    }

    private String putBackScan(World world) {
        var task = carts.latestPutBack();
        return json(
                "scanId", UUID.randomUUID().toString(),
                "container", task.containerCode(),
                "item", task.sku(),
                "bin", carts.bin());
    }

    private Map<String, String> putBackForm(World world) {
        putBack(world);
        var task = carts.latestPutBack();
        return Map.of(
                "site", site(world),
                "container", task.containerCode(),
                "task", task.id().toString(),
                "item", task.sku(),
                "count", "1",
                "scan", carts.bin(),
                "scanId", UUID.randomUUID().toString());
    }

    private static String json(String... fields) {
        var json = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2)
            json.append(i == 0 ? "" : ", ")
                    .append("\"%s\": \"%s\"".formatted(fields[i], Objects.requireNonNull(fields[i + 1])));
        return "{" + json + "}";
    }
}
