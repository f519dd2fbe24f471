/** Wharf: order management from checkout to doorstep. Each sub-package is a module; see docs/architecture.md. */
@NullMarked
package wharf;

import org.jspecify.annotations.NullMarked;
