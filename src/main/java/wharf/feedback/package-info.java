/**
 * What shoppers think, asked once an order has arrived: a thank-you with one-tap questions, reviews of items and their moderation, and who needs
 * an answer. Knows orders, parcels, cases and returns by what they came to; never changes any of them.
 */
@ApplicationModule(
        allowedDependencies = {
            "fulfilment",
            "delivery",
            "returns",
            "order",
            "shipping",
            "messaging",
            "catalog",
            "merchant",
            "geography",
            "platform",
            "platform :: web",
            "shared"
        })
@NullMarked
package wharf.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
