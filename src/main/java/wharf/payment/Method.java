package wharf.payment;

/** How the shopper pays. */
public enum Method {
    CARD,
    /** A lender pays the merchant and collects from the shopper in parts; authorised and captured like a card. */
    PAY_LATER,
    WALLET,
    BANK_DEBIT,
    GIFT_CARD,
    STORE_CREDIT,
    BANK_SLIP,
    CASH_ON_DELIVERY,
    COLLECTED_BY_CHANNEL,
    ON_ACCOUNT;

    /** Whether a provider can be asked for money of this method by a token. */
    boolean isAuthorised() {
        return switch (this) {
            case CARD, PAY_LATER, WALLET, BANK_DEBIT -> true;
            case GIFT_CARD, STORE_CREDIT, BANK_SLIP, CASH_ON_DELIVERY, COLLECTED_BY_CHANNEL, ON_ACCOUNT -> false;
        };
    }

    /**
     * Whether a direct tender of this method can be released without anybody paying anything back: the money was never taken (cash on
     * delivery, on account), or whoever holds it gives it back by itself (a channel).
     */
    boolean releasesItself() {
        return switch (this) {
            case CASH_ON_DELIVERY, COLLECTED_BY_CHANNEL, ON_ACCOUNT -> true;
            case CARD, PAY_LATER, WALLET, BANK_DEBIT, GIFT_CARD, STORE_CREDIT, BANK_SLIP -> false;
        };
    }

    /** Whether money captured from a direct tender of this method goes back without a person of the operator: only a channel does that. */
    boolean refundsItself() {
        return this == COLLECTED_BY_CHANNEL;
    }
}
