/**
 * "Make it yours": a merchant's own orders of the past, read from whatever tables they come in, tried over assumed sites and stock with the
 * rules of routing and packing, and taken in for real when wished. Owns what it read and what came of it; changes neither stock nor orders
 * until somebody has them taken in.
 */
@ApplicationModule(
        allowedDependencies = {
            "catalog",
            "geography",
            "merchant",
            "order",
            "packing",
            "packing :: carton",
            "platform",
            "platform :: web",
            "shared",
            "shipping",
            "shipping :: rating",
            "sourcing",
            "warehouse"
        })
@NullMarked
package wharf.yours;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
