/**
 * The order: what was bought, by whom, for how much, what holds it, and its intake by group commit. Knows no warehouse, picking or parcel.
 */
@ApplicationModule(
        allowedDependencies = {
            "inventory",
            "payment",
            "messaging",
            "geography",
            "catalog",
            "merchant",
            "platform",
            "platform :: bulk",
            "platform :: list",
            "platform :: web",
            "shared"
        })
@NullMarked
package wharf.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
