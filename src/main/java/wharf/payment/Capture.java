package wharf.payment;

import wharf.shared.Money;

/** What came of taking money for a shipment. */
public sealed interface Capture {
    /** All of it was taken (or nothing was due). */
    record Captured(Money amount) implements Capture {}

    /** {@code captured} was taken (maybe nothing); {@code receivable} was not and is listed as owed. The order goes on. */
    record Failed(String reason, Money captured, Money receivable) implements Capture {}

    /** Nobody knows yet; the provider is being asked and {@code PAYMENT_CHANGED} follows. The order goes on. */
    record Unknown() implements Capture {}
}
