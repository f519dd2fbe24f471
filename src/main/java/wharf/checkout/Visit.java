package wharf.checkout;

import java.util.function.Supplier;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Scope;

/** Somebody in a shop, and the language they read. */
record Visit(Shop shop, ShopWords words) {
    /** Works as a shopper of this shop, who sees this merchant's rows only; whoever may be signed in beside. */
    <T> T as(Supplier<T> work) {
        return new Context(Scope.of(shop.merchant()), Actor.shopper("shopper"), Lane.SCREEN).call(work::get);
    }
}
