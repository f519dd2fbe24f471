/**
 * The operator's clients: who they are, their brand and their fulfilment policies. Knows nothing of items, orders or stock.
 */
@ApplicationModule(allowedDependencies = {"platform", "platform :: list", "shared"})
@NullMarked
package wharf.merchant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
