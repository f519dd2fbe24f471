/** Tests of the shopper's money, on a real PostgreSQL and with the simulated provider. */
@NullMarked
package wharf.payment;

import org.jspecify.annotations.NullMarked;
