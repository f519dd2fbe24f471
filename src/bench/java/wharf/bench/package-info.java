/** Benchmarks anyone can run: {@code bench/run NAME}. Each prints one JSON object as its last line. */
@NullMarked
package wharf.bench;

import org.jspecify.annotations.NullMarked;
