/**
 * What tests of every module share. Knows no module but {@code platform}; nothing in the product uses it.
 */
@NullMarked
package wharf.testing;

import org.jspecify.annotations.NullMarked;
