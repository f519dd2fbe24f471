/**
 * What Wharf asks of a payment service provider, in its own words. Knows no tender and no table; adapters implement it.
 */
@NullMarked
package wharf.payment.psp;

import org.jspecify.annotations.NullMarked;
