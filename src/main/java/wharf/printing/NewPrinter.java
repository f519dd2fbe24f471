package wharf.printing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import wharf.printing.Printer.Kind;
import wharf.shared.WarehouseId;

/** A printer to be added; a raw one needs host and port, a simulated one neither. */
public record NewPrinter(
        @NotNull WarehouseId warehouse,
        @NotBlank @Size(max = 100) String name,
        @NotNull Kind kind,
        @Nullable @Size(max = 253) String host,
        @Nullable @Min(0) @Max(65535) Integer port) {

    /** A simulated printer on the port that the configuration names. */
    public static NewPrinter simulated(WarehouseId warehouse, String name) {
        return new NewPrinter(warehouse, name, Kind.SIMULATED, null, null);
    }
}
