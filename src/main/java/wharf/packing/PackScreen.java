package wharf.packing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.devices.Device;
import wharf.devices.Scale;
import wharf.devices.Scales;
import wharf.devices.ThisDevice;
import wharf.devices.Weighed;
import wharf.inventory.Allocations;
import wharf.packing.BenchPage.Outcome;
import wharf.packing.carton.Carton;
import wharf.platform.MenuEntry;
import wharf.platform.Practice;
import wharf.platform.Words;
import wharf.shared.Authority;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.FloorSite;
import wharf.warehouse.Warehouse;

/**
 * The pack station on screen. One field takes everything: an item's barcode, then the carton's code, then the weight. A refusal is part of
 * the page, so that the field keeps its place.
 */
@Controller
@RequestMapping("/floor/pack")
class PackScreen {
    private static final Pattern WEIGHT = Pattern.compile("[1-9][0-9]{0,6}");

    private final PackStation station;
    private final CartonTypes cartons;
    private final FloorSite sites;
    private final Scales scales;

    PackScreen(PackStation station, CartonTypes cartons, FloorSite sites, Scales scales) {
        this.scales = scales;
        this.station = station;
        this.cartons = cartons;
        this.sites = sites;
    }

    /** What was done to the session: how it went, and the carton waiting for its weight. */
    private record Done(Outcome outcome, @Nullable String carton, int weightGrams, String serialOf) {
        static Done of(Outcome outcome) {
            return new Done(outcome, null, 0, "");
        }
    }

    @FunctionalInterface
    private interface Step {
        Done run();
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry packEntry() {
            return new MenuEntry(MenuEntry.Section.WAREHOUSE, 30, "Pack", "/floor/pack", Authority.FLOOR_WORK);
        }
    }

    @GetMapping
    @PreAuthorize("hasAuthority('floor:work')")
    String start(@RequestParam(required = false) @Nullable UUID site, HttpServletRequest request, Model model) {
        return start(site == null ? standing(request) : site, "", model);
    }

    /** Where the device belongs; else where whoever holds it has said they work. */
    private @Nullable UUID standing(HttpServletRequest request) {
        return ThisDevice.find()
                .map(Device::warehouse)
                .or(() -> sites.of(request).map(Warehouse::id))
                .map(WarehouseId::value)
                .orElse(null);
    }

    private String start(@Nullable UUID chosen, String problem, Model model) {
        model.addAttribute("sites", sites.all());
        model.addAttribute("site", chosen);
        model.addAttribute("problem", problem);
        model.addAttribute(
                "underWay",
                chosen == null ? List.<SessionView>of() : station.underWay(new WarehouseId(chosen), Practice.here()));
        return "packing/start";
    }

    @PostMapping
    @PreAuthorize("hasAuthority('floor:work')")
    String open(@RequestParam UUID site, @RequestParam @NotBlank @Size(max = 100) String code, Model model) {
        try {
            return "redirect:/floor/pack/"
                    + station.open(new WarehouseId(site), code, Practice.here()).id();
        } catch (Refusal refusal) {
            var problem = refusal.problems().getFirst();
            model.addAttribute("toPutBack", problem.code().equals("put-back"));
            return start(site, Words.here().refused(problem), model);
        }
    }

    @GetMapping("/{session}")
    @PreAuthorize("hasAuthority('floor:work')")
    String bench(@PathVariable UUID session, Model model) {
        return page(session, Done.of(Outcome.NONE), null, model);
    }

    /** A scan: an item, a carton's code, or, once a carton is chosen, its weight in grams. */
    @PostMapping("/{session}/scans")
    @PreAuthorize("hasAuthority('floor:work')")
    String scan(
            @PathVariable UUID session,
            @RequestParam @NotBlank @Size(max = 100) String requestId,
            @RequestParam @NotBlank @Size(max = 100) String code,
            @RequestParam(required = false) @Nullable @Size(max = 32) String carton,
            @RequestParam(required = false) @Nullable @Size(max = 100) String serialOf,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        var scanned = code.strip();
        return attempt(session, carton, htmx, model, () -> {
            if (carton != null && !carton.isEmpty() && WEIGHT.matcher(scanned).matches())
                return closed(session, requestId, carton, Integer.parseInt(scanned), null);
            if (isCarton(scanned)) return chosen(session, scanned);
            var item = serialOf == null || serialOf.isEmpty() ? scanned : serialOf;
            return scanned(station.scan(session, item(requestId, scanned, serialOf)), item);
        });
    }

    private static Scan item(String requestId, String scanned, @Nullable String serialOf) {
        return serialOf == null || serialOf.isEmpty()
                ? new Scan(requestId, scanned, null, null)
                : new Scan(requestId, serialOf, null, scanned);
    }

    private boolean isCarton(String code) {
        return code.equals(Carton.OWN) || cartons.find(code).isPresent();
    }

    private Done chosen(UUID session, String carton) {
        if (station.view(session).unitsInCarton() == 0)
            return Done.of(wrong("carton-empty", "The carton is still empty; scan an item first."));
        return new Done(Outcome.right(Words.here().say("pack.tone.carton", carton)), carton, 0, "");
    }

    private static Done scanned(ScanResult result, String item) {
        return switch (result) {
            case ScanResult.Accepted ok ->
                Done.of(Outcome.right(ok.repeated() ? Words.here().say("pack.tone.counted") : ok.message()));
            case ScanResult.Refused no ->
                new Done(wrong(no.code(), no.message()), null, 0, no.code().equals("serial-needed") ? item : "");
        };
    }

    private static Outcome wrong(String code, String message) {
        return wrong(Problem.of(code, "code", null, message));
    }

    private static Outcome wrong(Problem problem) {
        return Outcome.wrong(problem.code(), Words.here().refused(problem));
    }

    @PostMapping("/{session}/parcels")
    @PreAuthorize("hasAuthority('floor:work')")
    String close(
            @PathVariable UUID session,
            @RequestParam @NotBlank @Size(max = 100) String requestId,
            @RequestParam @NotBlank @Size(max = 32) String carton,
            @RequestParam @Min(1) @Max(2_000_000) int weightGrams,
            @RequestParam(required = false) @Nullable @Size(max = 500) String reason,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        return attempt(session, carton, htmx, model, () -> closed(session, requestId, carton, weightGrams, reason));
    }

    private Done closed(UUID session, String requestId, String carton, int weightGrams, @Nullable String reason) {
        try {
            var parcel = station.closeParcel(session, beside(requestId, carton, weightGrams, reason));
            var tone = Practice.here() ? "pack.tone.practised" : "pack.tone.closed";
            return Done.of(Outcome.right(Words.here().say(tone, parcel.units())));
        } catch (Refusal refusal) {
            return new Done(wrong(refusal.problems().getFirst()), carton, weightGrams, "");
        }
    }

    /** What the scale beside the packer says; the parcel is closed once the packer agrees. */
    @PostMapping("/{session}/weight")
    @PreAuthorize("hasAuthority('floor:work')")
    String weigh(
            @PathVariable UUID session,
            @RequestParam(required = false) @Nullable @Size(max = 32) String carton,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        return attempt(session, carton, htmx, model, () -> weighed(session, carton));
    }

    private Done weighed(UUID session, @Nullable String carton) {
        var view = station.view(session);
        var bench = ThisDevice.station();
        if (bench.isEmpty())
            return new Done(
                    wrong("no-station", "This browser is not paired with a pack station; type the weight."),
                    carton,
                    0,
                    "");
        int empty = carton == null
                ? 0
                : cartons.find(carton).map(CartonType::emptyGrams).orElse(0);
        return switch (scales.weigh(bench.get(), view.expectedGramsInCarton() + empty)) {
            case Weighed.Stable stable ->
                new Done(
                        Outcome.right(Words.here()
                                .say(
                                        stable.simulated() ? "pack.tone.simulated" : "pack.tone.weighed",
                                        stable.scale(),
                                        stable.grams())),
                        carton,
                        stable.grams(),
                        "");
            case Weighed.None none -> new Done(wrong("no-weight", none.problem()), carton, 0, "");
        };
    }

    /** The label comes out beside the browser that asks for it. */
    private static CloseParcel beside(String requestId, String carton, int weightGrams, @Nullable String reason) {
        return new CloseParcel(
                requestId, carton, weightGrams, reason, ThisDevice.station().orElse(null));
    }

    @PostMapping("/{session}/undo")
    @PreAuthorize("hasAuthority('floor:work')")
    String undo(
            @PathVariable UUID session,
            @RequestParam(defaultValue = "") @Size(max = 100) String scan,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        return attempt(session, null, htmx, model, () -> {
            if (scan.isEmpty())
                return Done.of(wrong("nothing-to-undo", "There is no scan in the carton to be undone."));
            station.undo(session, scan);
            return Done.of(Outcome.right(Words.here().say("pack.tone.undone")));
        });
    }

    @PostMapping("/{session}/shorts")
    @PreAuthorize("hasAuthority('floor:work')")
    String reportShort(
            @PathVariable UUID session,
            @RequestParam @NotBlank @Size(max = 100) String requestId,
            @RequestParam @NotBlank @Size(max = 100) String code,
            @RequestParam Allocations.Loss loss,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        return attempt(session, null, htmx, model, () -> {
            station.reportShort(session, new ShortReport(requestId, code, 1, loss));
            return Done.of(Outcome.right(Words.here().say("pack.tone.reported")));
        });
    }

    @PostMapping("/{session}/acknowledgements")
    @PreAuthorize("hasAuthority('floor:work')")
    String acknowledge(
            @PathVariable UUID session,
            @RequestParam UUID instruction,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        return attempt(session, null, htmx, model, () -> {
            station.acknowledge(session, instruction);
            return Done.of(Outcome.right(Words.here().say("pack.tone.confirmed")));
        });
    }

    private String attempt(UUID session, @Nullable String carton, @Nullable String htmx, Model model, Step step) {
        try {
            return page(session, step.run(), htmx, model);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            return page(session, new Done(wrong(refusal.problems().getFirst()), carton, 0, ""), htmx, model);
        }
    }

    private String page(UUID session, Done done, @Nullable String htmx, Model model) {
        var active = cartons.all().stream().filter(CartonType::active).toList();
        model.addAttribute(
                "page",
                new BenchPage(
                        station.view(session),
                        active,
                        done.outcome(),
                        done.carton(),
                        done.weightGrams(),
                        ThisDevice.station()
                                .flatMap(scales::at)
                                .map(Scale::name)
                                .orElse(null),
                        done.serialOf()));
        model.addAttribute("request", UUID.randomUUID().toString());
        return htmx == null ? "packing/bench" : "packing/bench-now";
    }
}
