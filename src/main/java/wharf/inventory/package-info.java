/**
 * One true stock: a double-entry ledger of movements, the balances kept beside it, what is promised of them and to which units the
 * promises are bound. Knows orders, fulfilments and warehouses by id only.
 */
@ApplicationModule(
        allowedDependencies = {"catalog", "merchant", "platform", "platform :: list", "platform :: web", "shared"})
@NullMarked
package wharf.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
