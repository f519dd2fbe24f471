/**
 * The operator of the demo: sites, merchants, items, stock, people and orders to play with, put through the same doors as everybody's. Knows
 * the public services of every module; nothing uses it.
 */
@ApplicationModule
@NullMarked
package wharf.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
