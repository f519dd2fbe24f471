/**
 * Which warehouse ships what, and when it must leave: routing and its explanation. Decides only; stores nothing and knows no order's state.
 */
@ApplicationModule(
        allowedDependencies = {"packing", "warehouse", "inventory", "geography", "merchant", "platform", "shared"})
@NullMarked
package wharf.sourcing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
