/**
 * Carriers, rating, parcels, labels, manifests, the scan that ships and what carriers report afterwards. Knows a fulfilment by its id only: who may not ship is told to it
 * through {@link wharf.shipping.ShipGate}, and what happened is published for whoever listens.
 *
 * <p>The one carrier so far is a simulator and says so ({@code wharf.shipping.demo}).
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "platform",
            "platform :: list",
            "platform :: web",
            "merchant",
            "catalog",
            "geography",
            "printing"
        })
@NullMarked
package wharf.shipping;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
