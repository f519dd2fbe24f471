package wharf.devices;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.WarehouseId;

/** A scale to be added; one in the network needs its host and port, a simulated one does not. */
public record NewScale(
        @NotNull WarehouseId warehouse,
        @NotBlank @Size(max = 100) String name,
        Scale.@NotNull Kind kind,
        @Nullable @Size(max = 253) String host,
        @Nullable @Min(1) @Max(65535) Integer port,
        @Nullable UUID agent) {
    /** A simulated scale. */
    public static NewScale simulated(WarehouseId warehouse, String name) {
        return new NewScale(warehouse, name, Scale.Kind.SIMULATED, null, null, null);
    }
}
