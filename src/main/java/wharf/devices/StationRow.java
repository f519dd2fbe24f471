package wharf.devices;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pack station in the list; names of what stands there, null where nothing does. */
public record StationRow(
        UUID id,
        String site,
        String name,
        @Nullable String labelPrinter,
        @Nullable String documentPrinter,
        @Nullable String scale,
        List<Device> browsers) {}
