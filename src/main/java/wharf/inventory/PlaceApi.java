package wharf.inventory;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

@RestController
@RequestMapping("/api/v1/places")
class PlaceApi {
    private static final String CODE = "[A-Za-z0-9][A-Za-z0-9._/-]*";

    private final StockPlaces places;
    private final SiteNames sites;

    PlaceApi(StockPlaces places, SiteNames sites) {
        this.places = places;
        this.sites = sites;
    }

    /** What can be created here; totes are taken into use at their warehouse, cartons are made by packing. */
    enum Kind {
        BIN,
        PALLET,
        STAGING;

        PlaceRef.Kind place() {
            return switch (this) {
                case BIN -> PlaceRef.Kind.BIN;
                case PALLET -> PlaceRef.Kind.PALLET;
                case STAGING -> PlaceRef.Kind.STAGING;
            };
        }
    }

    /**
     * @param warehouse code or id
     * @param sequence the order in which pickers come past it; 0 if left out
     * @param pickable whether picks may be sent here; bins are unless told otherwise
     */
    record Wanted(
            @NotBlank String warehouse,
            @Nullable Kind kind,

            @NotNull
            @Size(min = 1, max = 50)
            @Pattern(regexp = CODE, message = "must be letters, digits and . _ / -, starting with a letter or digit")
            String code,

            @Nullable @Min(0) @Max(1_000_000_000) Integer sequence,
            @Nullable Boolean pickable) {
        NewPlace at(WarehouseId site) {
            var what = kind == null ? Kind.BIN : kind;
            return new NewPlace(
                    site,
                    what.place(),
                    code,
                    Objects.requireNonNullElse(sequence, 0),
                    Objects.requireNonNullElse(pickable, what == Kind.BIN));
        }
    }

    record Batch(@NotNull @Size(min = 1, max = 5000) List<@Valid @NotNull Wanted> places) {}

    record Created(List<PlaceRef> places) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(summary = "Create bins and other places to store in", description = "1 to 5000, all or none.")
    Created create(@Valid @RequestBody Batch batch) {
        var named = sites.named(
                batch.places().stream().map(Wanted::warehouse).distinct().toList());
        refuseUnknown(batch.places(), named);
        return new Created(places.create(batch.places().stream()
                .map(place -> place.at(Objects.requireNonNull(named.get(place.warehouse()))))
                .toList()));
    }

    private static void refuseUnknown(List<Wanted> wanted, Map<String, WarehouseId> named) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < wanted.size(); i++) {
            var warehouse = wanted.get(i).warehouse();
            if (!named.containsKey(warehouse))
                problems.add(Problem.of(
                        "unknown-warehouse",
                        "places[" + i + "].warehouse",
                        warehouse,
                        "There is no warehouse with this code or id."));
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    @GetMapping
    @PreAuthorize("hasAuthority('stock:read')")
    @Operation(summary = "The places of a warehouse, by code", description = "warehouse: code or id.")
    Page<PlaceRef> list(
            @RequestParam @NotBlank String warehouse,
            @RequestParam(required = false) PlaceRef.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        var site = sites.named(List.of(warehouse)).get(warehouse);
        if (site == null) throw Refusal.notFound("warehouse", warehouse);
        var from = Cursor.decode(cursor, 1);
        return Page.of(
                places.list(site, kind, from == null ? "" : from.text(0), limit + 1),
                limit,
                place -> Cursor.encode(place.code()));
    }
}
