package wharf.payment;

/** What came of authorising the tenders of a reference. */
public sealed interface Authorisation {
    /** Every tender that needs one has a live authorisation. */
    record Authorised() implements Authorisation {}

    /** A tender was declined; those that had succeeded are voided. Final until {@code Payments.reopen}. */
    record Declined(String reason) implements Authorisation {}

    /** The shopper has to complete a challenge at {@code url}; {@code PAYMENT_CHANGED} is queued when it is done. */
    record RequiresAction(String url) implements Authorisation {}

    /** Nobody knows yet; the provider is being asked and {@code PAYMENT_CHANGED} follows. */
    record Unknown() implements Authorisation {}

    /** Nothing needs an authorisation: no tender, nothing due, only direct tenders, or the payment is closed. */
    record NothingToDo() implements Authorisation {}
}
