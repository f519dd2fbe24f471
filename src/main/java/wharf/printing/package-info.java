/**
 * Printers, stations and print jobs, and a simulated label printer that shows what it would have printed. Knows bytes, media and who may
 * see a job; knows no parcel and no order.
 */
@ApplicationModule(allowedDependencies = {"shared", "platform", "merchant"})
@NullMarked
package wharf.printing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
