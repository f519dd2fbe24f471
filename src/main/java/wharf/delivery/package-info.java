/**
 * The follow-up of parcels that have left: what shoppers are told and see of them, and which of them are late or stuck. Knows carriers only
 * by what their news came down to, and decides no order's state.
 */
@ApplicationModule(
        allowedDependencies = {
            "fulfilment",
            "order",
            "shipping",
            "shipping :: tracking",
            "messaging",
            "payment",
            "merchant",
            "geography",
            "platform",
            "platform :: bulk",
            "platform :: list",
            "platform :: web",
            "shared"
        })
@NullMarked
package wharf.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
