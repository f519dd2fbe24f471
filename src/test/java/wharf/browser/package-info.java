/** Walks the screens with a real browser, as people do. */
@NullMarked
package wharf.browser;

import org.jspecify.annotations.NullMarked;
