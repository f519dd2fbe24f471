/**
 * Owns the tests of what happens when things go wrong at the worst moment: nodes and databases killed, people and programs at the same order at
 * once, data corrupted. Knows the modules only by what they offer everybody.
 */
@NullMarked
package wharf.fire;

import org.jspecify.annotations.NullMarked;
