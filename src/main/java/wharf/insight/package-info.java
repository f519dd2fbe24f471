/**
 * Measures: roll-ups of facts by merchant, site and business day, the KPIs that follow from them with their definitions, and the orders
 * behind each number. Knows what happened by facts only, and changes nothing but its own tables.
 */
@ApplicationModule(
        allowedDependencies = {
            "order",
            "inventory",
            "restock",
            "warehouse",
            "merchant",
            "platform",
            "platform :: web",
            "shared"
        })
@NullMarked
package wharf.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
