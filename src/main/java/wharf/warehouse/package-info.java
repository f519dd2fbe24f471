/**
 * Sites: how they are laid out, when they work, which services leave them, their totes and stations. Knows stock only as places; knows no
 * order, no wave and no parcel.
 */
@ApplicationModule(allowedDependencies = {"inventory", "walking", "platform", "shared"})
@NullMarked
package wharf.warehouse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
