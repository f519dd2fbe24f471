/**
 * Which warehouse ships what, and when it must leave: routing and its explanation; what can be promised to a shopper, and what was. Decides
 * only and knows no order's state.
 */
@ApplicationModule(
        allowedDependencies = {
            "packing",
            "packing :: carton",
            "shipping",
            "shipping :: rating",
            "warehouse",
            "inventory",
            "geography",
            "merchant",
            "platform",
            "shared"
        })
@NullMarked
package wharf.sourcing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
