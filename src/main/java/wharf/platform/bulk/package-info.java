/**
 * One thing done to many rows of a list: jobs that run as leased work, item by item, with what was refused and why; cancelled midway, undone
 * where the action can be. Knows no action: modules bring theirs as {@link wharf.platform.bulk.BulkAction} beans.
 */
@NamedInterface("bulk")
@NullMarked
package wharf.platform.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
