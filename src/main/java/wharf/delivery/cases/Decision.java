package wharf.delivery.cases;

import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/**
 * What is to be done about a case.
 *
 * @param amount what is paid back or claimed; what a replacement costs, if anybody cares to say
 * @param because told to the shopper
 */
public record Decision(Kind kind, Payer payer, @Nullable Money amount, String because) {
    /** The ways out. */
    public enum Kind {
        /** The same items are sent again, at no price, as an order of its own. */
        RESHIP,
        /** Money goes back the way it came. */
        REFUND,
        /** The carrier is asked to make it good; a person closes the case when it has answered. */
        CARRIER_CLAIM,
        /** Nothing is done. */
        REJECT
    }

    /** Who bears it. */
    public enum Payer {
        MERCHANT,
        OPERATOR,
        CARRIER
    }
}
