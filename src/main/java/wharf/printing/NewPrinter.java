package wharf.printing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.printing.Printer.Kind;
import wharf.printing.Printer.Media;
import wharf.shared.WarehouseId;

/**
 * A printer to be added; one in the network needs its host, a simulated one does not.
 *
 * @param media what it prints on; labels if left out
 * @param path where an IPP printer takes jobs; {@code /ipp/print} if left out
 * @param agent of the same warehouse, which drives it; left out when this server reaches it
 */
public record NewPrinter(
        @NotNull WarehouseId warehouse,
        @NotBlank @Size(max = 100) String name,
        @NotNull Kind kind,
        @Nullable @Size(max = 253) String host,
        @Nullable @Min(0) @Max(65535) Integer port,
        @Nullable Media media,

        @Nullable @Size(max = 200) @Pattern(regexp = "/[!-~]*", message = "must begin with / and hold no spaces")
        String path,

        @Nullable UUID agent) {

    /** A printer that this server reaches. */
    public NewPrinter(
            WarehouseId warehouse,
            String name,
            Kind kind,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Media media,
            @Nullable String path) {
        this(warehouse, name, kind, host, port, media, path, null);
    }

    /** A simulated printer of documents. */
    public static NewPrinter simulatedDocuments(WarehouseId warehouse, String name) {
        return new NewPrinter(warehouse, name, Kind.SIMULATED, null, null, Media.DOCUMENT, null);
    }

    /** A simulated label printer on the port that the configuration names. */
    public static NewPrinter simulated(WarehouseId warehouse, String name) {
        return new NewPrinter(warehouse, name, Kind.SIMULATED, null, null, null, null);
    }
}
