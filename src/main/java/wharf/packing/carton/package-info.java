/**
 * Cartonisation as a library: which cartons, and where each unit goes, at the lowest landed cost. Plain Java, values in and out.
 * Knows no database, no Spring, no order; names of items are the caller's.
 */
@NamedInterface("carton")
@NullMarked
package wharf.packing.carton;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
