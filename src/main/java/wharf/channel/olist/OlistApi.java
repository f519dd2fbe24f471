package wharf.channel.olist;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;

@RestController
@RequestMapping("/api/v1/imports/olist")
class OlistApi {
    private final OlistImport imports;
    private final Merchants merchants;

    OlistApi(OlistImport imports, Merchants merchants) {
        this.imports = imports;
        this.merchants = merchants;
    }

    /**
     * The five tables, each the text of its CSV file.
     *
     * @param merchant code or id; may be left out by a caller that acts for one merchant
     */
    record Tables(
            @Nullable String merchant,
            @NotNull String orders,
            @NotNull String items,
            @NotNull String payments,
            @NotNull String customers,
            @NotNull String products) {
        OlistFiles files() {
            return new OlistFiles(orders, items, payments, customers, products);
        }
    }

    @PostMapping
    @PreAuthorize("hasAuthority('orders:write') and hasAuthority('catalog:write')")
    @Operation(
            summary = "Import the five tables of the Olist format",
            description =
                    "Creates the items the orders ask for, takes the orders (backordering what is short), cancels what the source has called off, and parks what cannot become an order. Sent again, it changes nothing. products need hold only what was ordered; a body of more than 5 MB is to be sent in parts.")
    ImportReport run(@Valid @RequestBody Tables tables) {
        return imports.run(
                merchants.requested(tables.merchant()), tables.files().read());
    }
}
