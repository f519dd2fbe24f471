/**
 * A simulated payment service provider with its own books and test instruments: no money moves. Knows only the port; it never reads or
 * writes a tender or an attempt.
 */
@NullMarked
package wharf.payment.sandbox;

import org.jspecify.annotations.NullMarked;
