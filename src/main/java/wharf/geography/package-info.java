/**
 * Addresses, places, distance, time zones, working calendars and currencies, from public tables shipped with the
 * program. Knows no order, no carrier and no merchant; needs no database.
 */
@ApplicationModule(allowedDependencies = {"shared", "platform"})
@NullMarked
package wharf.geography;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
