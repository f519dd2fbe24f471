package wharf.warehouse;

import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.STOCK_READ;

import java.util.List;
import java.util.Locale;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;

/** Sites are the operator's: whoever may read stock may know them, so every merchant gets the same answer. */
class WarehouseEndpoints implements EndpointFixtures {
    private static final String SITES = "/api/v1/warehouses";
    private static final String SITE = SITES + "/{id}";

    private final Warehouses warehouses;
    private final Layouts layouts;

    WarehouseEndpoints(Warehouses warehouses, Layouts layouts) {
        this.warehouses = warehouses;
        this.layouts = layouts;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get(SITES).needs(STOCK_READ),
                seen(get(SITE)),
                post(SITES)
                        .needs(OPERATIONS_MANAGE)
                        .json(WarehouseEndpoints::newSite)
                        .answers(201),
                managed(put(SITE)).json(WarehouseEndpoints::newSite),
                post(SITE + "/layout")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", world -> world.fresh(() -> bare(world)))
                        .json(world -> """
                                {"zone": "A", "aisles": 2, "bays": 2, "levels": 1, "pitchMm": 3600, "bayWidthMm": 1200}""")
                        .answers(201),
                seen(get(SITE + "/calendar")),
                managed(put(SITE + "/calendar")).json(world -> """
                        {"weekdays": ["MONDAY", "SATURDAY"], "holidays": {"2026-12-25": "Christmas"}}"""),
                managed(put(SITE + "/services/{service}"))
                        .path("service", world -> "GROUND")
                        .json(world -> """
                        {"processingDays": 1, "cutOffs": {"MONDAY": "15:30:00"}}"""),
                managed(delete(SITE + "/services/{service}"))
                        .path("service", world -> "GROUND")
                        .answers(204),
                seen(get(SITE + "/totes")).query("free", world -> "true"),
                managed(post(SITE + "/totes"))
                        .json(world -> """
                        {"codes": ["%s", "%s"]}""".formatted(code(world), code(world)))
                        .answers(201),
                seen(get(SITE + "/stations")),
                managed(post(SITE + "/stations"))
                        .json(world -> """
                        {"code": "%s", "name": "Bench", "kind": "PACK"}""".formatted(code(world)))
                        .answers(201),
                get("/warehouses").needs(STOCK_READ),
                seen(get("/warehouses/{id}")),
                seen(get("/warehouses/{id}/map.svg")));
    }

    private Endpoint seen(Endpoint endpoint) {
        return endpoint.needs(STOCK_READ).path("id", this::site).shared();
    }

    private Endpoint managed(Endpoint endpoint) {
        return endpoint.needs(OPERATIONS_MANAGE).path("id", this::site);
    }

    private String site(World world) {
        return world.once("warehouse", () -> {
            var site = bare(world);
            layouts.build(wharf.shared.WarehouseId.of(site), LayoutSpec.of(2, 2, 1));
            return site;
        });
    }

    private String bare(World world) {
        var site = new NewWarehouse(
                code(world),
                "Site",
                "1 Dock Rd",
                "Fort Myers",
                "FL",
                "33901",
                "US",
                26.64,
                -81.87,
                "America/New_York",
                null,
                null);
        return warehouses.create(site).toString();
    }

    private static String newSite(World world) {
        return """
                {"code": "%s", "name": "Site", "line1": "1 Dock Rd", "city": "Fort Myers", "region": "FL", "postcode": "33901",
                 "country": "US", "latitude": 26.64, "longitude": -81.87, "timeZone": "America/New_York", "releaseMode": "MANUAL",
                 "dailyOrderCapacity": 500}""".formatted(code(world));
    }

    private static String code(World world) {
        return world.unique().toUpperCase(Locale.ROOT);
    }
}
