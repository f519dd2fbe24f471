/** Measures the forecast on series of demand in public formats. */
@NullMarked
package wharf.bench.forecast;

import org.jspecify.annotations.NullMarked;
