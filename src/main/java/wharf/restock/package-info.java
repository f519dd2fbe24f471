/**
 * When to buy what again: demand of each item and site as it was ordered, suppliers and what is on its way from them, reorder proposals with
 * the forecast they rest on, overstock, and notices to the merchant. Knows orders by what they reserve only.
 */
@ApplicationModule(
        allowedDependencies = {
            "catalog",
            "forecast",
            "inventory",
            "merchant",
            "messaging",
            "platform",
            "platform :: web",
            "shared"
        })
@NullMarked
package wharf.restock;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
