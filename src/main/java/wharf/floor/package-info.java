/**
 * People on the floor: signing in by badge, hours at work, the wall display, and practice on a training merchant's orders. Owns hours and what
 * people prefer; knows the work itself only through the modules that do it.
 */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "fulfilment",
            "picking",
            "printing",
            "order",
            "warehouse",
            "inventory",
            "catalog",
            "merchant",
            "geography",
            "platform",
            "shared"
        })
@NullMarked
package wharf.floor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
