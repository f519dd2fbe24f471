package wharf.payment;

/** The one word people read for a payment, derived from its tenders and attempts. */
public enum PaymentLabel {
    /** Nothing taken, vouched for or under way. */
    UNPAID,
    /** The order costs nothing. */
    NOTHING_DUE,
    /** Taken or vouched for outside Wharf (cash on delivery, bank slip, channel), nothing shipped yet. */
    DIRECT,
    ACTION_REQUIRED,
    /** A call is without an answer, and being asked about. */
    UNKNOWN,
    DECLINED,
    PARTIALLY_AUTHORISED,
    AUTHORISED,
    EXPIRED,
    VOIDED,
    PARTIALLY_CAPTURED,
    CAPTURED,
    /** Shipped, and not all of it paid. */
    RECEIVABLE,
    PARTIALLY_REFUNDED,
    REFUNDED;

    /**
     * What a label is derived from, sums over the tenders of one reference.
     *
     * @param restMinor authorised or vouched for, and still to be captured
     * @param owedMinor receivables not collected
     * @param authorises some tender needs an authorisation
     */
    record Sums(
            long amountMinor,
            long capturedMinor,
            long restMinor,
            long releasedMinor,
            long refundedMinor,
            long owedMinor,
            boolean authorises,
            boolean unknown,
            boolean actionRequired,
            boolean declined,
            boolean expired) {}

    static PaymentLabel of(Sums sums) {
        if (sums.unknown()) return UNKNOWN;
        if (sums.owedMinor() > 0) return RECEIVABLE;
        if (sums.refundedMinor() > 0)
            return sums.refundedMinor() == sums.capturedMinor() ? REFUNDED : PARTIALLY_REFUNDED;
        if (sums.actionRequired()) return ACTION_REQUIRED;
        if (sums.declined()) return DECLINED;
        if (sums.capturedMinor() > 0) return captured(sums);
        return uncaptured(sums);
    }

    private static PaymentLabel captured(Sums sums) {
        boolean all = sums.capturedMinor() >= sums.amountMinor() || sums.restMinor() == 0 && !sums.expired();
        return all ? CAPTURED : PARTIALLY_CAPTURED;
    }

    private static PaymentLabel uncaptured(Sums sums) {
        if (sums.expired()) return EXPIRED;
        if (sums.restMinor() == 0 && sums.releasedMinor() > 0) return VOIDED;
        if (sums.amountMinor() == 0) return NOTHING_DUE;
        if (sums.restMinor() == 0) return UNPAID;
        if (!sums.authorises()) return DIRECT;
        return sums.restMinor() >= sums.amountMinor() ? AUTHORISED : PARTIALLY_AUTHORISED;
    }
}
