/**
 * Who may do what: users, roles, API tokens, sessions and sign-in. Binds the caller's scope around every request; knows no page but its own
 * and no order or stock.
 */
@ApplicationModule(allowedDependencies = {"merchant", "platform", "platform :: web", "shared"})
@NullMarked
package wharf.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
