package wharf.restock;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.Turn;
import wharf.shared.ItemId;

@RestController
@RequestMapping("/api/v1/restock")
class RestockApi {
    private final Restock restock;
    private final RestockPolicies policies;
    private final Suppliers suppliers;
    private final Merchants merchants;

    RestockApi(Restock restock, RestockPolicies policies, Suppliers suppliers, Merchants merchants) {
        this.restock = restock;
        this.policies = policies;
        this.suppliers = suppliers;
        this.merchants = merchants;
    }

    /** The forecast beside what it is about. */
    record Detail(RestockLine line, List<RestockLine> sites, List<Restock.Period> periods, List<Restock.Lot> lots) {}

    record PolicyBody(
            @Nullable String merchant, @NotNull @Valid RestockPolicy policy) {}

    record Terms(
            @Nullable String merchant,
            @Nullable @Size(max = 500) List<@Valid @NotNull SupplierTerms> suppliers,
            @Nullable @Size(max = 500) List<@Valid @NotNull ItemTerms> items) {}

    @GetMapping
    @PreAuthorize("hasAuthority('stock:read')")
    @Operation(
            summary = "What to reorder, by SKU",
            description =
                    "view: DUE (at or below the reorder point), OVERSTOCK, or ALL. warehouse: code or id; left out, all sites together. Stock is as of now, the forecast as of computedOn.")
    Page<RestockLine> list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable String warehouse,
            @RequestParam(defaultValue = "") @Size(max = 200) String text,
            @RequestParam(defaultValue = "DUE") Restock.View view,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var wanted = new Restock.Wanted(merchants.filter(merchant), restock.site(warehouse), text, null, view);
        var rows = restock.lines(wanted, Turn.after(Cursor.decode(cursor, 2)), limit + 1);
        return Page.of(rows, limit, RestockLine::cursor);
    }

    @GetMapping("/items/{item}")
    @PreAuthorize("hasAuthority('stock:read')")
    @Operation(summary = "One item's forecast, its error in the past, and what to order")
    Detail one(@PathVariable ItemId item, @RequestParam(required = false) @Nullable String warehouse) {
        var line = restock.one(item, restock.site(warehouse));
        return new Detail(line, restock.sitesOf(item), restock.chart(line), restock.lots(line));
    }

    @GetMapping("/policy")
    @PreAuthorize("hasAuthority('stock:read')")
    RestockPolicy policy(@RequestParam(required = false) @Nullable String merchant) {
        return policies.of(merchants.requested(merchant));
    }

    @PutMapping("/policy")
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "How a merchant wants to be restocked")
    void policy(@Valid @RequestBody PolicyBody body) {
        policies.put(merchants.requested(body.merchant()), body.policy());
    }

    @GetMapping("/suppliers")
    @PreAuthorize("hasAuthority('stock:read')")
    List<SupplierView> suppliers(@RequestParam(required = false) @Nullable String merchant) {
        return suppliers.list(merchants.filter(merchant));
    }

    @PutMapping("/suppliers")
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Create or replace suppliers by name, and where items are bought by SKU",
            description = "Up to 500 of each, all or none.")
    void suppliers(@Valid @RequestBody Terms terms) {
        suppliers.put(
                merchants.requested(terms.merchant()),
                terms.suppliers() == null ? List.of() : terms.suppliers(),
                terms.items() == null ? List.of() : terms.items());
    }
}
