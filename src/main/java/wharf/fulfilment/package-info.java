/**
 * The coordinator: hears what happened, decides the next step and moves every order on, driven by the state in the database. Order care
 * (cancel, change, hold) lives here because it reaches from payment to parcel.
 */
@ApplicationModule(
        allowedDependencies = {
            "order",
            "sourcing",
            "picking",
            "packing",
            "packing :: carton",
            "shipping",
            "shipping :: rating",
            "shipping :: tracking",
            "printing",
            "warehouse",
            "inventory",
            "payment",
            "messaging",
            "catalog",
            "merchant",
            "geography",
            "platform",
            "platform :: bulk",
            "platform :: list",
            "shared"
        })
@NullMarked
package wharf.fulfilment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
