/**
 * What comes back: the merchant's policy, return authorisations with a state per unit, receiving and grading, and what the shopper gets for
 * it, money or another item. Never touches an order's own counters: what was shipped stays shipped.
 */
@ApplicationModule(
        allowedDependencies = {
            "fulfilment",
            "order",
            "payment",
            "messaging",
            "shipping",
            "shipping :: rating",
            "printing",
            "picking",
            "warehouse",
            "inventory",
            "catalog",
            "merchant",
            "geography",
            "platform",
            "platform :: bulk",
            "platform :: list",
            "platform :: web",
            "shared"
        })
@NullMarked
package wharf.returns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
