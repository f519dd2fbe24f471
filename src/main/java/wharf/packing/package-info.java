/**
 * Owns cartons and materials, pack plans and the pack station: what goes into which parcel, verified by scan and weight.
 * Does not know why a fulfilment exists, nor what is charged; it asks through its ports and announces what it packed.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "platform",
            "geography",
            "merchant",
            "catalog",
            "inventory",
            "warehouse",
            "shipping",
            "shipping :: rating",
            "printing",
            "devices"
        })
@NullMarked
package wharf.packing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
