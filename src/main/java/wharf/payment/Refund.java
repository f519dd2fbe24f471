package wharf.payment;

import wharf.shared.Money;

/** What came of paying money back. */
public sealed interface Refund {
    /** All of it went back. */
    record Refunded(Money amount) implements Refund {}

    /** {@code refunded} went back by itself; {@code outside} has to be paid back by a person, who then settles the attempt. */
    record Outside(Money refunded, Money outside) implements Refund {}

    /** More than was captured and not yet refunded; nothing was done. */
    record Refused(String reason, Money refundable) implements Refund {}

    /** Under this cause another amount was asked for before: {@code earlier}. Nothing was done. */
    record OtherAmount(Money earlier) implements Refund {}

    /** The provider declined (part of) it; {@code refunded} went back. A new cause may try again. */
    record Failed(String reason, Money refunded) implements Refund {}

    /** Nobody knows yet; the provider is being asked and {@code PAYMENT_CHANGED} follows. */
    record Unknown() implements Refund {}
}
