/**
 * Mechanisms that exist once: scope of a transaction, facts, decisions, leased work, external effects, idempotency, files, clocks and
 * invariant checks. Knows no merchant, order or stock.
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package wharf.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
