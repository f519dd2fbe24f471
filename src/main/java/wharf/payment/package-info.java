/**
 * The shopper's money: tenders of an order, the journal of attempts at a payment provider, receivables. Keyed by an opaque reference;
 * knows no order, no parcel and no cart. Providers stand behind {@code wharf.payment.psp.PspPort}.
 */
@ApplicationModule(allowedDependencies = {"merchant", "platform", "shared"})
@NullMarked
package wharf.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
