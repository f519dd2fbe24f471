package wharf.printing;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.SHIPPING_WORK;

import java.util.List;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.shared.Ids;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;

class PrintingEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final PrintJobs jobs;
    private final Printers printers;
    private final SimulatedPages pages;

    PrintingEndpoints(Scenery scenery, PrintJobs jobs, Printers printers, SimulatedPages pages) {
        this.printers = printers;
        this.pages = pages;
        this.scenery = scenery;
        this.jobs = jobs;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/printers").needs(SHIPPING_WORK),
                post("/api/v1/printers").needs(OPERATIONS_MANAGE).answers(201).json(world ->
                        """
                        {"warehouse": "%s", "name": "%s", "kind": "RAW_9100", "host": "127.0.0.1", "port": 9}""".formatted(site(world), world.unique())),
                get("/api/v1/stations").needs(SHIPPING_WORK).query("warehouse", this::site),
                post("/api/v1/stations").needs(OPERATIONS_MANAGE).answers(201).json(world ->
                        """
                        {"warehouse": "%s", "name": "%s", "labelPrinter": null}""".formatted(site(world), world.unique())),
                get("/api/v1/print-jobs").needs(SHIPPING_WORK),
                post("/api/v1/print-jobs/{id}/reprints")
                        .needs(SHIPPING_WORK)
                        .path("id", this::job)
                        .answers(202),
                put("/api/v1/printers/{id}/driver")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::printer)
                        .json(world -> "{\"agent\": null}")
                        .answers(204),
                settled(post("/api/v1/print-jobs/{id}/resolutions")).json(world -> "{\"cameOut\": true}"),
                settled(post("/printers/jobs/{id}/arrival")).form(world -> java.util.Map.of()),
                settled(post("/printers/jobs/{id}/retry")).form(world -> java.util.Map.of()),
                get("/printers").needs(SHIPPING_WORK),
                get("/printers/pages/{id}/document").needs(SHIPPING_WORK).path("id", this::page),
                get("/printers/pages/{id}/picture").needs(SHIPPING_WORK).path("id", this::page),
                post("/printers/jobs/{id}/reprint")
                        .needs(SHIPPING_WORK)
                        .path("id", this::job)
                        .form(world -> java.util.Map.of())
                        .answers(302));
    }

    private String page(World world) {
        return world.once("printed-page", () -> {
            var printer = scenery.inTransaction(() ->
                    printers.add(NewPrinter.simulatedDocuments(WarehouseId.of(site(world)), Scenery.unique("Paper "))));
            scenery.inTransaction(() -> {
                pages.storeDocument(printer, DocumentPrintingTest.pdf());
                return true;
            });
            return String.valueOf(scenery.inTransaction(() -> pages.latest(printer, 1))
                    .getFirst()
                    .id());
        });
    }

    /** About a job of which everything is known. */
    private Endpoint settled(Endpoint endpoint) {
        return endpoint.needs(SHIPPING_WORK).path("id", this::job).answers(409);
    }

    private String printer(World world) {
        return world.once(
                "printing-printer",
                () -> scenery.inTransaction(() -> printers.add(
                                NewPrinter.simulated(WarehouseId.of(site(world)), Scenery.unique("Labels "))))
                        .toString());
    }

    private String site(World world) {
        return world.once("printing-site", () -> scenery.site(false).toString());
    }

    private String job(World world) {
        var site = WarehouseId.of(site(world));
        return world.once(
                "print-job",
                () -> scenery.inTransaction(() -> jobs.print(List.of(new NewPrintJob(
                                world.merchant(), site, null, Ids.next(), Ids.next(), "Label", new ZplLabel().zpl()))))
                        .getFirst()
                        .toString());
    }
}
