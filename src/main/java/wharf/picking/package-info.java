/**
 * Work on the floor: waves, pick batches in walking order, scan-verified picks, shorts and put-backs. Knows fulfilments and orders by id
 * only; what stops a pick is told by {@link wharf.picking.PickGate}, what came of it by events.
 */
@ApplicationModule(allowedDependencies = {"warehouse", "inventory", "walking", "catalog", "platform", "shared"})
@NullMarked
package wharf.picking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
