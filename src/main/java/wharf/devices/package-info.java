/**
 * Owns what talks to Wharf from a warehouse floor: handhelds, browsers at pack stations, agents, scales; how they join, what they can do, and
 * that a lost one is shut out. Knows printers by their queue and sessions by their digest; knows no order and no parcel.
 */
@ApplicationModule(allowedDependencies = {"shared", "platform", "platform :: web", "merchant", "identity", "printing"})
@NullMarked
package wharf.devices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
