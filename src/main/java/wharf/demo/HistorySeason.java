package wharf.demo;

/**
 * What was going on on a day of the demo's past.
 *
 * @param before days from there to the end of the history, 90 at its beginning
 */
record HistorySeason(int before) {
    boolean promotion() {
        return before <= 24 && before > 20;
    }

    /** In Phoenix. */
    boolean badWeek() {
        return before <= 43 && before > 36;
    }

    /** What is left of a price in US cents. */
    long reduced(long cents) {
        return promotion() ? cents - cents * 15 / 100 : cents;
    }
}
