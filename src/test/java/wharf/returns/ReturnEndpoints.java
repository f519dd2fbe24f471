package wharf.returns;

import static wharf.endpoints.Endpoint.PUBLIC;
import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.FLOOR_WORK;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;
import static wharf.shared.Authority.PAYMENTS_WRITE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.merchant.Merchants;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ReturnId;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;

class ReturnEndpoints implements EndpointFixtures {
    private static final int UNITS_AN_ORDER = 60;

    private final ReturnScenery dock;
    private final Returns returns;
    private final ReturnPolicies policies;
    private final PutAways putAways;
    private final UnknownReturns unknown;
    private final ReturnLinks links;
    private final Merchants merchants;
    private final Scenery scenery;
    private final WorkEngine engine;
    private final Map<MerchantId, OrderId> orders = new HashMap<>();
    private final Map<MerchantId, Integer> left = new HashMap<>();

    ReturnEndpoints(
            ReturnScenery dock,
            Returns returns,
            ReturnPolicies policies,
            PutAways putAways,
            UnknownReturns unknown,
            ReturnLinks links,
            Merchants merchants,
            Scenery scenery,
            WorkEngine engine) {
        this.dock = dock;
        this.returns = returns;
        this.policies = policies;
        this.putAways = putAways;
        this.unknown = unknown;
        this.links = links;
        this.merchants = merchants;
        this.scenery = scenery;
        this.engine = engine;
    }

    @Override
    public List<Endpoint> endpoints() {
        var all = new ArrayList<Endpoint>();
        all.addAll(api());
        all.addAll(dockApi());
        all.addAll(screens());
        all.addAll(floor());
        all.addAll(shop());
        return all;
    }

    private List<Endpoint> api() {
        return List.of(
                get("/api/v1/returns").needs(ORDERS_READ),
                get("/api/v1/returns/{id}")
                        .needs(ORDERS_READ)
                        .path("id", this::known)
                        .foreign(404),
                get("/api/v1/orders/{order}/returns")
                        .needs(ORDERS_READ)
                        .path("order", this::order)
                        .foreign(200),
                get("/api/v1/orders/{order}/returnable")
                        .needs(ORDERS_READ)
                        .path("order", this::order)
                        .foreign(404),
                post("/api/v1/return-previews")
                        .needs(ORDERS_READ)
                        .json(this::wanted)
                        .foreign(404),
                post("/api/v1/returns")
                        .needs(ORDERS_WRITE)
                        .json(this::wanted)
                        .answers(201)
                        .foreign(404),
                post("/api/v1/returns/{id}/authorisations")
                        .needs(ORDERS_WRITE)
                        .path("id", this::requested)
                        .json(world -> "{\"reason\": \"good customer\"}")
                        .foreign(404),
                post("/api/v1/returns/{id}/rejections")
                        .needs(ORDERS_WRITE)
                        .path("id", this::requested)
                        .json(world -> "{\"reason\": \"worn\"}")
                        .foreign(404),
                post("/api/v1/returns/{id}/cancellations")
                        .needs(ORDERS_WRITE)
                        .path("id", this::requested)
                        .json(world -> "{\"reason\": \"kept\"}")
                        .foreign(404),
                post("/api/v1/returns/{id}/hand-overs")
                        .needs(ORDERS_WRITE)
                        .path("id", this::authorised)
                        .json(world -> "{\"by\": \"SHOPPER\"}")
                        .foreign(404),
                delete("/api/v1/returns/{id}/hand-overs")
                        .needs(ORDERS_WRITE)
                        .path("id", this::authorised)
                        .foreign(404),
                post("/api/v1/returns/{id}/settlements")
                        .needs(ORDERS_WRITE)
                        .path("id", this::judged)
                        .foreign(404),
                post("/api/v1/returns/{id}/refusals")
                        .needs(ORDERS_WRITE)
                        .path("id", this::judged)
                        .answers(409)
                        .foreign(404),
                post("/api/v1/returns/{id}/refund-retries")
                        .needs(PAYMENTS_WRITE)
                        .path("id", this::known)
                        .answers(409),
                get("/api/v1/returns/{id}/label")
                        .needs(ORDERS_READ)
                        .path("id", this::known)
                        .foreign(404),
                get("/api/v1/merchants/{merchant}/return-policy")
                        .needs(ORDERS_READ)
                        .path("merchant", world -> world.merchant().toString())
                        .foreign(404),
                put("/api/v1/merchants/{merchant}/return-policy")
                        .needs(ORDERS_WRITE)
                        .path("merchant", world -> world.merchant().toString())
                        .json(world -> """
                                {"windowDays": 30, "feeMinor": 0, "exchange": true, "finalSale": ["GONE-*"],
                                 "reasons": [{"code": "CHANGED_MIND", "payer": "SHOPPER", "ourFault": false},
                                             {"code": "OTHER", "label": "Other", "payer": "MERCHANT"}],
                                 "dispositions": {"A": "RESTOCK", "B": "QUARANTINE", "C": "DISPOSE"}}""")
                        .foreign(404));
    }

    private List<Endpoint> dockApi() {
        return List.of(
                post("/api/v1/warehouses/{site}/return-scans")
                        .needs(FLOOR_WORK)
                        .path("site", this::site)
                        .json(world ->
                                "{\"code\": \"" + name(known(world)) + "\", \"requestId\": \"" + Ids.next() + "\"}"),
                post("/api/v1/returns/{id}/counts")
                        .needs(FLOOR_WORK)
                        .path("id", this::authorised)
                        .json(world -> "{\"id\": \"" + Ids.next() + "\", \"site\": \"" + site(world)
                                + "\", \"line\": 1, \"quantity\": 1}")
                        .answers(201),
                delete("/api/v1/returns/{id}/counts/{count}")
                        .needs(FLOOR_WORK)
                        .path("id", this::counted)
                        .path("count", this::lastCount)
                        .answers(204),
                post("/api/v1/returns/{id}/grades")
                        .needs(FLOOR_WORK)
                        .path("id", this::counted)
                        .json(world -> "{\"id\": \"" + Ids.next() + "\", \"site\": \"" + site(world)
                                + "\", \"line\": 1, \"quantity\": 1, \"grade\": \"B\", \"note\": \"opened\"}")
                        .answers(201),
                post("/api/v1/returns/{id}/completions").needs(FLOOR_WORK).path("id", this::authorised),
                get("/api/v1/warehouses/{site}/return-put-aways")
                        .needs(FLOOR_WORK)
                        .path("site", this::site),
                post("/api/v1/warehouses/{site}/return-put-aways/{task}")
                        .needs(FLOOR_WORK)
                        .path("site", this::site)
                        .path("task", this::task)
                        .json(world -> "{\"bin\": \"A-01\"}")
                        .answers(204),
                delete("/api/v1/warehouses/{site}/return-put-aways/{task}")
                        .needs(FLOOR_WORK)
                        .path("site", this::site)
                        .path("task", this::putAway)
                        .answers(204),
                get("/api/v1/unknown-returns").needs(ORDERS_READ),
                post("/api/v1/unknown-returns")
                        .needs(FLOOR_WORK)
                        .json(world -> "{\"id\": \"" + Ids.next() + "\", \"site\": \"" + site(world)
                                + "\", \"merchant\": \"" + world.merchant() + "\", \"description\": \"A blue mug\"}")
                        .answers(201),
                post("/api/v1/unknown-returns/{id}/answers")
                        .needs(ORDERS_WRITE)
                        .path("id", this::found)
                        .json(world -> "{\"kind\": \"DISPOSE\", \"reason\": \"broken\"}")
                        .foreign(404));
    }

    private List<Endpoint> screens() {
        return List.of(
                get("/returns").needs(ORDERS_READ),
                get("/returns/{id}").needs(ORDERS_READ).path("id", this::known).foreign(404),
                get("/returns/unknown").needs(ORDERS_READ),
                get("/returns/policy")
                        .needs(ORDERS_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .foreign(404),
                post("/returns/policy")
                        .needs(ORDERS_WRITE)
                        .form(world -> Map.of(
                                "merchant",
                                world.merchant().toString(),
                                "windowDays",
                                "30",
                                "reasonCode",
                                "CHANGED_MIND",
                                "reasonPlace",
                                "1",
                                "reasonPayer",
                                "SHOPPER",
                                "gradeA",
                                "RESTOCK",
                                "fee",
                                "1.50"))
                        .answers(302)
                        .foreign(404),
                command("/returns/{id}/authorise", this::requested, Map.of()),
                command("/returns/{id}/reject", this::requested, Map.of("reason", "worn")),
                command("/returns/{id}/cancel", this::requested, Map.of("reason", "kept")),
                command("/returns/{id}/settle", this::judged, Map.of()),
                command("/returns/{id}/refuse", this::judged, Map.of()),
                post("/returns/{id}/retry")
                        .needs(PAYMENTS_WRITE)
                        .path("id", this::known)
                        .form(world -> Map.of())
                        .answers(302),
                post("/returns/unknown/{id}/answer")
                        .needs(ORDERS_WRITE)
                        .path("id", this::found)
                        .form(world -> Map.of("kind", "DISPOSE"))
                        .answers(302)
                        .foreign(404));
    }

    private static Endpoint command(
            String pattern, java.util.function.Function<World, String> id, Map<String, String> form) {
        return post(pattern)
                .needs(ORDERS_WRITE)
                .path("id", id)
                .form(world -> form)
                .answers(302)
                .foreign(404);
    }

    private List<Endpoint> floor() {
        return List.of(
                get("/floor/returns").needs(FLOOR_WORK).answers(200, 302),
                post("/floor/returns/scan")
                        .needs(FLOOR_WORK)
                        .form(world -> Map.of("code", name(known(world))))
                        .answers(302),
                get("/floor/returns/{id}")
                        .needs(FLOOR_WORK)
                        .path("id", this::known)
                        .answers(200, 302),
                post("/floor/returns/{id}/count")
                        .needs(FLOOR_WORK)
                        .path("id", this::authorised)
                        .form(world -> Map.of("site", site(world), "line", "1", "quantity", "1"))
                        .answers(302),
                post("/floor/returns/{id}/undo")
                        .needs(FLOOR_WORK)
                        .path("id", this::counted)
                        .form(world -> Map.of("count", lastCount(world)))
                        .answers(302),
                post("/floor/returns/{id}/grade")
                        .needs(FLOOR_WORK)
                        .path("id", this::counted)
                        .form(world -> Map.of("site", site(world), "line", "1", "quantity", "1", "grade", "A"))
                        .answers(302),
                post("/floor/returns/{id}/finish")
                        .needs(FLOOR_WORK)
                        .path("id", this::authorised)
                        .form(world -> Map.of())
                        .answers(302),
                post("/floor/returns/unknown")
                        .needs(FLOOR_WORK)
                        .form(world -> Map.of("site", site(world), "description", "A blue mug"))
                        .answers(302),
                post("/floor/returns/putaway/undo")
                        .needs(FLOOR_WORK)
                        .form(world -> Map.of("site", site(world), "task", task(world)))
                        .answers(302),
                post("/floor/returns/putaway")
                        .needs(FLOOR_WORK)
                        .form(world -> Map.of("site", site(world), "task", task(world), "bin", "A-01"))
                        .answers(302));
    }

    private List<Endpoint> shop() {
        return List.of(
                get("/shop/{shop}/returns").needs(PUBLIC).path("shop", this::code),
                post("/shop/{shop}/returns/find")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .form(world -> Map.of("number", "100001", "email", "ann@example.com")),
                get("/shop/{shop}/returns/{token}")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .path("token", this::token),
                post("/shop/{shop}/returns/{token}/review")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .path("token", world -> token(world, use(world, 0)))
                        .form(world -> wish()),
                post("/shop/{shop}/returns/{token}")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .path("token", world -> token(world, use(world, 1)))
                        .form(world -> wish())
                        .answers(302),
                get("/shop/{shop}/returns/{token}/{id}")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .path("token", this::token)
                        .path("id", this::known),
                get("/shop/{shop}/returns/{token}/{id}/code")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .path("token", this::token)
                        .path("id", this::known),
                get("/shop/{shop}/returns/{token}/{id}/label.pdf")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .path("token", this::token)
                        .path("id", this::known),
                post("/shop/{shop}/returns/{token}/{id}/handed-over")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .path("token", this::token)
                        .path("id", this::known)
                        .form(world -> Map.of())
                        .answers(302),
                post("/shop/{shop}/returns/{token}/{id}/not-handed-over")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .path("token", this::token)
                        .path("id", this::known)
                        .form(world -> Map.of())
                        .answers(302),
                post("/shop/{shop}/returns/{token}/{id}/cancel")
                        .needs(PUBLIC)
                        .path("shop", this::code)
                        .path("token", world -> token(world, order(world, another(world))))
                        .path("id", this::another)
                        .form(world -> Map.of())
                        .answers(302));
    }

    private static Map<String, String> wish() {
        return Map.of("line", "1", "quantity", "1", "reason", "CHANGED_MIND", "want", "");
    }

    private String wanted(World world) {
        return world.fresh(() -> """
                {"order": "%s", "requestId": "%s", "note": "too small",
                 "lines": [{"line": 1, "quantity": 1, "reason": "CHANGED_MIND", "resolution": "REFUND"}]}""".formatted(use(world, 1), Ids.next()));
    }

    private String code(World world) {
        return world.once(
                "return-code",
                () -> merchants.find(world.merchant()).orElseThrow().code());
    }

    private String token(World world) {
        return token(world, order(world, known(world)));
    }

    private String token(World world, OrderId order) {
        return world.fresh(() -> {
            var path = links.path(world.merchant(), order);
            return path.substring(path.lastIndexOf('/') + 1);
        });
    }

    private OrderId order(World world, String id) {
        return OrderId.of(world.fresh(() -> returns.get(ReturnId.of(id)).order().toString()));
    }

    private ReturnScenery.Shop shop(World world) {
        return new ReturnScenery.Shop(world.merchant(), WarehouseId.of(site(world)), "A-01");
    }

    private String site(World world) {
        return world.once("return-site", () -> {
            policies.set(world.merchant(), waiting());
            return scenery.site(false).toString();
        });
    }

    /** The usual policy, but a person authorises each. */
    private static ReturnPolicy waiting() {
        var usual = ReturnPolicy.DEFAULT;
        return new ReturnPolicy(
                usual.windowDays(),
                usual.reasons(),
                0,
                0,
                usual.refundShipping(),
                true,
                false,
                30,
                null,
                100,
                0,
                usual.dispositions(),
                List.of(),
                null);
    }

    private String order(World world) {
        return use(world, 0).toString();
    }

    /** An order with at least so many units left; another one when it is used up. */
    private OrderId use(World world, int units) {
        int now = left.getOrDefault(world.merchant(), 0) - units;
        if (now < 1) {
            orders.put(world.merchant(), OrderId.of(world.fresh(() -> shipped(world))));
            now = UNITS_AN_ORDER - units;
        }
        left.put(world.merchant(), now);
        return java.util.Objects.requireNonNull(orders.get(world.merchant()));
    }

    private String shipped(World world) {
        var shop = shop(world);
        var sku = Scenery.unique("RET");
        var bin = scenery.bin(shop.site(), Scenery.unique("B-"));
        scenery.receive(world.merchant(), scenery.item(world.merchant(), sku), bin, UNITS_AN_ORDER);
        world.once("return-bin", () -> scenery.bin(shop.site(), "A-01").code());
        return dock.shipped(shop, sku, UNITS_AN_ORDER).toString();
    }

    private String known(World world) {
        return world.once("return-known", () -> {
            var id = authorised(world);
            engine.drain();
            return id;
        });
    }

    private String another(World world) {
        return world.once("return-another", () -> authorised(world));
    }

    private String name(String id) {
        return wharf.testing.Scenery.all(() -> returns.get(ReturnId.of(id)).name());
    }

    private String requested(World world) {
        return world.fresh(() -> returns.request(ReturnScenery.refund(use(world, 1), 1, 1, "CHANGED_MIND"), false)
                .id()
                .toString());
    }

    private String authorised(World world) {
        return authorised(world, 1);
    }

    private String authorised(World world, int units) {
        return world.fresh(() -> {
            var order = use(world, units);
            var view = returns.request(ReturnScenery.refund(order, 1, units, "CHANGED_MIND"), false);
            if (view.state() == ReturnState.REQUESTED) returns.authorise(view.id(), null);
            return view.id().toString();
        });
    }

    private String counted(World world) {
        var id = authorised(world, 2);
        dock.count(shop(world), ReturnId.of(id), 1, 1);
        counted.put(world.merchant(), ReturnId.of(id));
        return id;
    }

    private final Map<MerchantId, ReturnId> counted = new HashMap<>();

    private String lastCount(World world) {
        var id = java.util.Objects.requireNonNull(counted.get(world.merchant()));
        return dock.view(id).counts().getLast().id().toString();
    }

    private String judged(World world) {
        var id = counted(world);
        dock.grade(shop(world), ReturnId.of(id), 1, 1, Grade.B);
        return id;
    }

    private String task(World world) {
        var id = counted(world);
        dock.grade(shop(world), ReturnId.of(id), 1, 1, Grade.A);
        return world.fresh(() -> putAways.open(WarehouseId.of(site(world)), 10_000)
                .getLast()
                .id()
                .toString());
    }

    private String putAway(World world) {
        var site = WarehouseId.of(site(world));
        var id = task(world);
        new wharf.platform.Context(wharf.shared.Scope.ALL, world.caller(), wharf.shared.Lane.SCREEN)
                .run(() -> putAways.putAway(site, UUID.fromString(id), "A-01"));
        return id;
    }

    private String found(World world) {
        return world.fresh(() -> {
            var id = UUID.randomUUID();
            scenery.inTransaction(() -> {
                unknown.open(new UnknownReturns.Found(
                        id,
                        world.merchant(),
                        WarehouseId.of(site(world)),
                        UnknownReturns.Kind.NO_LABEL,
                        null,
                        "A blue mug",
                        null));
                return true;
            });
            return id.toString();
        });
    }
}
