/**
 * From looking to buying in a merchant's own shop: storefront, carts, the hosted checkout with its delivery promise, and the hold on stock while
 * a shopper pays. Owns carts; the order, its money and its way belong to the modules it asks.
 */
@ApplicationModule(
        allowedDependencies = {
            "feedback",
            "fulfilment",
            "order",
            "sourcing",
            "shipping",
            "inventory",
            "payment",
            "messaging",
            "catalog",
            "merchant",
            "geography",
            "platform",
            "shared"
        })
@NullMarked
package wharf.checkout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
