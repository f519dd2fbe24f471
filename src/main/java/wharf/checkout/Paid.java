package wharf.checkout;

/** How the payment of an order stands. */
sealed interface Paid {
    /** The money is certain, or nothing is due. */
    record Certain() implements Paid {}

    /** @param reason in the provider's words */
    record Declined(String reason) implements Paid {}

    /** The shopper has to confirm on a page of the bank or lender. */
    record ToConfirm(String url) implements Paid {}

    /** Nobody knows yet; the provider is being asked. */
    record BeingAsked() implements Paid {}

    /** The order was given up before the money came. */
    record TooLate() implements Paid {}
}
