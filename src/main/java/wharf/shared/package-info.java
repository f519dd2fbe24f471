/**
 * Values every module speaks in: money, sizes, ids, who acts and whose rows may be seen.
 * Owns no table and knows no module, no Spring and no database.
 */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package wharf.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
