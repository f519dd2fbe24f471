/** A simulator of a provider of text messages: a telephone on the screen. It says that it is one, and no text leaves Wharf. */
@NullMarked
package wharf.messaging.phone;

import org.jspecify.annotations.NullMarked;
