/**
 * Where orders come from: importers and connectors that turn what others send into orders, or park it with a reason. Knows each source's
 * format; knows nothing of how an order is fulfilled, except that one may be cancelled.
 */
@ApplicationModule(
        allowedDependencies = {
            "fulfilment",
            "order",
            "payment",
            "catalog",
            "merchant",
            "geography",
            "platform",
            "shared"
        })
@NullMarked
package wharf.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
