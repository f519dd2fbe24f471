/**
 * The shell around every page: layout, menu, home, messages after a redirect; and pages that belong to no single module. Nothing uses it.
 */
@ApplicationModule
@NullMarked
package wharf.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
