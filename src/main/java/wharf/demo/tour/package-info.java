/**
 * The first five minutes of the demo: doors without a password, a filled cart, the visitor's own order from click to doorstep and back, and the
 * guide that leads from one to the next. Knows the public services of every module; nothing uses it.
 */
@NullMarked
package wharf.demo.tour;

import org.jspecify.annotations.NullMarked;
