/** The database itself. */
@NullMarked
package wharf.platform.database;

import org.jspecify.annotations.NullMarked;
