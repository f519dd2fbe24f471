/**
 * Walking in a warehouse: distances, shortest pick tours and batches that save steps. Plain Java with value inputs and
 * outputs; knows no order, no bin and no stock.
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package wharf.walking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
