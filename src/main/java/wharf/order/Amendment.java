package wharf.order;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;
import wharf.inventory.Reserving;
import wharf.payment.NewTender;
import wharf.shared.ItemId;

/**
 * The difference between an order as it stands and what it is to become, with what of it can be done: units that have left stay, and nothing
 * is added to an order that is over. Money is in minor units of the order's currency and always adds up.
 *
 * @param contentHash of the revision, as hex; null when only a person changes the order and its revision stays
 * @param tenders how the new total is paid; null when nothing was said about it
 * @param changes everything that differs, in the order in which people read it
 */
public record Amendment(
        int revision,
        @Nullable String contentHash,
        List<Line> lines,
        Totals totals,
        Address shipTo,
        boolean readdressed,
        @Nullable String service,
        boolean serviceChanged,
        int priority,
        @Nullable String email,
        String locale,
        @Nullable String note,
        @Nullable List<NewTender> tenders,
        List<Instruction> instructions,
        List<Change> changes) {

    /** What the order comes to. */
    public record Totals(long subtotalMinor, long discountMinor, long shippingMinor, long taxMinor) {
        public long totalMinor() {
            return subtotalMinor - discountMinor + shippingMinor + taxMinor;
        }
    }

    /**
     * One line as it will be.
     *
     * @param quantity units ordered from now on
     * @param removed units that were ordered once and are not any more, all changes together
     * @param add units to find stock for; for a line that is there already
     * @param cancel units to cancel, none of which has left
     * @param reserving what a line that is new wants of stock; empty for one that is there
     */
    public record Line(
            int number,
            boolean isNew,
            ItemId item,
            String sku,
            String title,
            int quantity,
            int removed,
            long unitPriceMinor,
            long discountMinor,
            long taxMinor,
            @Nullable String properties,
            boolean elsewhere,
            int add,
            int cancel,
            List<Reserving> reserving) {
        /** Units that come to the order with this line. */
        public int added() {
            return isNew ? quantity : add;
        }
    }

    /** What people on the floor must know or do. */
    public record Instruction(@Nullable Integer line, String type, String stage, String text, String source) {}

    /**
     * One thing that differs.
     *
     * @param what {@code units}, {@code price}, {@code address}, {@code total}, …
     * @param subject the SKU, for what concerns a line
     * @param left why it could not be done, or not all of it; null when it was
     */
    public record Change(
            String what,
            @Nullable String subject,
            @Nullable String was,
            @Nullable String wanted,
            @Nullable String left) {
        @JsonIgnore
        public boolean isDone() {
            return left == null;
        }
    }

    /** Whether units come to the order. */
    public boolean adds() {
        return lines.stream().anyMatch(line -> line.added() > 0);
    }
}
