/**
 * Orders that were finished before Wharf, brought in with all that happened to them and when, as if it had happened here: the same tables, the
 * same facts. Owns no table: each module writes its own part. Queues no work, moves no stock and tells nobody.
 */
@ApplicationModule(
        allowedDependencies = {
            "returns",
            "delivery",
            "fulfilment",
            "order",
            "shipping",
            "warehouse",
            "inventory",
            "payment",
            "merchant",
            "geography",
            "catalog",
            "platform",
            "platform :: web",
            "shared"
        })
@NullMarked
package wharf.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
