/**
 * The lists of the console: what a list is called, how it is narrowed, which columns it has; the views people keep of it, the columns they chose,
 * its pages, its bounded total and its CSV. Knows no list: modules declare theirs as {@link wharf.platform.list.Listing} beans.
 */
@NamedInterface("list")
@NullMarked
package wharf.platform.list;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
