/**
 * Tells programs of merchants and operators what happens: endpoints, a documented payload for each kind of event made from facts, signed
 * deliveries with retries, dead letters and replay. Knows orders, parcels and items by what a payload says of them; nothing uses it.
 */
@ApplicationModule(
        allowedDependencies = {
            "order",
            "shipping",
            "catalog",
            "merchant",
            "messaging",
            "platform",
            "platform :: web",
            "shared"
        })
@NullMarked
package wharf.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
