/**
 * What merchants sell: items with sizes, weights and handling, the barcodes that mean them, and kits. Knows nothing of stock or orders.
 */
@ApplicationModule(allowedDependencies = {"merchant", "platform", "platform :: list", "platform :: web", "shared"})
@NullMarked
package wharf.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
