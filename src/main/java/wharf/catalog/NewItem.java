package wharf.catalog;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item to be created or replaced (the SKU decides which).
 *
 * @param weightGrams and the three sides in millimetres are required for PHYSICAL items
 * @param components required for KIT items: SKUs of physical items of the same merchant
 */
public record NewItem(
        @NotBlank @Size(max = 100) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
        String sku,

        @NotBlank @Size(max = 500) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
        String name,

        Item.@Nullable Kind kind,
        @Nullable @Min(0) @Max(1_000_000) Integer weightGrams,
        @Nullable @Min(1) @Max(100_000) Integer lengthMm,
        @Nullable @Min(1) @Max(100_000) Integer widthMm,
        @Nullable @Min(1) @Max(100_000) Integer heightMm,
        @Nullable Handling handling,
        @Nullable @PositiveOrZero Long valueMinor,
        @Nullable @Size(max = 20) String hsCode,

        @Nullable @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 alpha-2 code such as US")
        String originCountry,

        @Nullable @Valid ItemInstruction instruction,
        @Nullable @Size(max = 20) List<@Valid @NotNull NewBarcode> barcodes,
        @Nullable @Size(max = 100) List<@Valid @NotNull Component> components) {
    private static final String PRINTABLE = "[^\\p{Cc}]*";
    private static final String MUST_PRINT = "must not contain control characters";

    /** A code that means so many units of the item. */
    public record NewBarcode(
            @NotBlank @Size(max = 100) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
            String code,

            @Nullable @Min(1) @Max(1_000_000) Integer units) {}

    /** So many units of another item go into one kit. */
    public record Component(
            @NotBlank @Size(max = 100) String sku,
            @Min(1) @Max(10_000) int quantity) {}

    /** A physical item with the given weight, size and one barcode equal to its SKU. */
    public static NewItem physical(String sku, String name, int weightGrams, int lengthMm, int widthMm, int heightMm) {
        return new NewItem(
                sku,
                name,
                Item.Kind.PHYSICAL,
                weightGrams,
                lengthMm,
                widthMm,
                heightMm,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A kit of the given components. */
    public static NewItem kit(String sku, String name, List<Component> components) {
        return new NewItem(
                sku, name, Item.Kind.KIT, null, null, null, null, null, null, null, null, null, null, components);
    }

    public NewItem withBarcodes(String... codes) {
        var list = java.util.Arrays.stream(codes)
                .map(code -> new NewBarcode(code, 1))
                .toList();
        return new NewItem(
                sku,
                name,
                kind,
                weightGrams,
                lengthMm,
                widthMm,
                heightMm,
                handling,
                valueMinor,
                hsCode,
                originCountry,
                instruction,
                list,
                components);
    }

    public NewItem withHandling(Handling handling) {
        return new NewItem(
                sku,
                name,
                kind,
                weightGrams,
                lengthMm,
                widthMm,
                heightMm,
                handling,
                valueMinor,
                hsCode,
                originCountry,
                instruction,
                barcodes,
                components);
    }

    public NewItem withInstruction(ItemInstruction instruction) {
        return new NewItem(
                sku,
                name,
                kind,
                weightGrams,
                lengthMm,
                widthMm,
                heightMm,
                handling,
                valueMinor,
                hsCode,
                originCountry,
                instruction,
                barcodes,
                components);
    }

    Item.Kind kindOrPhysical() {
        return kind == null ? Item.Kind.PHYSICAL : kind;
    }
}
