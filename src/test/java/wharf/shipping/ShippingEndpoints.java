package wharf.shipping;

import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ADMIN;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.SHIPPING_WORK;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;
import wharf.shipping.tracking.CarrierAccounts;

class ShippingEndpoints implements EndpointFixtures {
    private static final String PARCEL = "/api/v1/parcels/{id}";

    private final ParcelScenery packing;
    private final Manifests manifests;
    private final CarrierAccounts accounts;

    ShippingEndpoints(ParcelScenery packing, Manifests manifests, CarrierAccounts accounts) {
        this.packing = packing;
        this.manifests = manifests;
        this.accounts = accounts;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/parcels").needs(ORDERS_READ),
                get(PARCEL).needs(ORDERS_READ).path("id", this::labelled).foreign(404),
                get(PARCEL + "/label/zpl").needs(SHIPPING_WORK).path("id", this::labelled),
                get(PARCEL + "/label/pdf").needs(SHIPPING_WORK).path("id", this::labelled),
                post(PARCEL + "/label/reprints")
                        .needs(SHIPPING_WORK)
                        .path("id", this::labelled)
                        .answers(202),
                post(PARCEL + "/labels")
                        .needs(SHIPPING_WORK)
                        .path("id", this::packed)
                        .json(world -> "{\"reason\": \"smudged\"}")
                        .answers(202),
                delete(PARCEL + "/label")
                        .needs(SHIPPING_WORK)
                        .path("id", this::packed)
                        .query("reason", world -> "smudged")
                        .answers(204),
                post("/api/v1/rates/quotes").needs(SHIPPING_WORK).json(this::quote),
                get("/api/v1/rate-sheets").needs(OPERATIONS_MANAGE),
                post("/api/v1/rate-sheets")
                        .needs(OPERATIONS_MANAGE)
                        .json(ShippingEndpoints::sheet)
                        .answers(201),
                post("/api/v1/scan-outs").needs(SHIPPING_WORK).json(this::scan),
                get("/api/v1/manifests").needs(SHIPPING_WORK),
                post("/api/v1/manifests/{id}/close").needs(SHIPPING_WORK).path("id", this::closed),
                get("/api/v1/manifests/{id}/pdf").needs(SHIPPING_WORK).path("id", this::closed),
                get(PARCEL + "/tracking")
                        .needs(ORDERS_READ)
                        .path("id", this::labelled)
                        .foreign(404),
                post(PARCEL + "/tracking-events")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::gone)
                        .json(world -> "{\"milestone\": \"IN_TRANSIT\", \"text\": \"seen at the depot\"}")
                        .answers(202),
                // A parcel shipped by hand is in no simulator's books.
                post(PARCEL + "/fast-forward")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::gone)
                        .answers(409),
                post("/parcels/{id}/fast-forward")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::gone)
                        .answers(302),
                get("/api/v1/carrier-accounts").needs(ADMIN),
                post("/api/v1/carrier-accounts")
                        .needs(ADMIN)
                        .json(world -> "{\"source\": \"ups\", \"name\": \"Account\"}")
                        .answers(201),
                delete("/api/v1/carrier-accounts/{id}").needs(ADMIN).path("id", this::account),
                // Nothing signed: whoever knocks without the carrier's secret gets no further.
                post("/hooks/carriers/{carrier}")
                        .needs(Endpoint.PUBLIC)
                        .path("carrier", world -> "demo")
                        .json(world -> "{\"events\": []}")
                        .answers(401),
                get("/ship").needs(SHIPPING_WORK).query("site", this::site),
                post("/ship").needs(SHIPPING_WORK).form(world -> Map.of("site", site(world), "code", "WD000000000000")),
                get("/manifests").needs(SHIPPING_WORK),
                post("/manifests/{id}/close")
                        .needs(SHIPPING_WORK)
                        .path("id", this::closed)
                        .answers(302),
                get("/parcels").needs(ORDERS_READ),
                get("/parcels/{id}")
                        .needs(ORDERS_READ)
                        .path("id", this::labelled)
                        .foreign(404),
                post("/parcels/{id}/reprint")
                        .needs(SHIPPING_WORK)
                        .path("id", this::labelled)
                        .answers(302),
                post("/parcels/{id}/relabel")
                        .needs(SHIPPING_WORK)
                        .path("id", this::packed)
                        .answers(302));
    }

    private String site(World world) {
        return world.once("shipping-site", () -> packing.siteWithPrinter().toString());
    }

    private String packed(World world) {
        var site = WarehouseId.of(site(world));
        return world.fresh(() ->
                packing.packed(world.merchant(), site, ParcelScenery.MIAMI).toString());
    }

    private String labelled(World world) {
        var site = WarehouseId.of(site(world));
        return world.once(
                "parcel", () -> packing.labelled(world.merchant(), site).toString());
    }

    private String gone(World world) {
        var site = WarehouseId.of(site(world));
        return world.once("gone", () -> packing.shipped(world.merchant(), site).toString());
    }

    private String account(World world) {
        return world.fresh(() -> accounts.open("ups", "Account").account().id().toString());
    }

    private String closed(World world) {
        var site = WarehouseId.of(site(world));
        return world.once("manifest", () -> {
            packing.shipped(world.merchant(), site);
            var open = manifests.list(null, 200).stream()
                    .filter(manifest -> manifest.warehouseId().equals(site.value()))
                    .findFirst()
                    .orElseThrow();
            return manifests.close(open.id()).id().toString();
        });
    }

    private String scan(World world) {
        var site = WarehouseId.of(site(world));
        var parcel = ParcelId.of(world.once(
                "shipped", () -> packing.shipped(world.merchant(), site).toString()));
        return "{\"warehouse\": \"%s\", \"code\": \"%s\"}"
                .formatted(site(world), world.fresh(() -> packing.view(parcel).sscc()));
    }

    private String quote(World world) {
        return """
                {"merchant": "%s", "warehouse": "%s", "country": "US", "region": "FL", "latitude": 25.7, "longitude": -80.2,
                 "lengthMm": 300, "widthMm": 200, "heightMm": 150, "weightGrams": 1200, "shipOn": "2026-03-02"}""".formatted(world.merchant(), site(world));
    }

    private static String sheet(World world) {
        return """
                {"merchant": "%s", "carrier": "OTHER", "name": "%s", "currency": "USD", "validFrom": "2026-01-01", "validTo": "2026-12-31",
                 "csv": "service,zone,up_to,amount,transit_days\\nGROUND,2,1,7.10,1\\n"}""".formatted(world.merchant(), world.unique());
    }
}
