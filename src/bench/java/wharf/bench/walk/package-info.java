/**
 * Measures batching and walking on published instances. Knows their file formats and the library {@code wharf.walking}, nothing else.
 */
@NullMarked
package wharf.bench.walk;

import org.jspecify.annotations.NullMarked;
