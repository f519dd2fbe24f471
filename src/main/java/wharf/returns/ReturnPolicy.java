package wharf.returns;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/**
 * On what terms a merchant takes things back. A return keeps the terms it was asked for under.
 *
 * @param windowDays days after delivery within which shoppers may ask; after shipping while the parcel has no word of its delivery. 0: never
 * @param reasons offered to shoppers, in this order; 1 to 20
 * @param feeMinor taken off the refund, once a return, unless a reason is our fault
 * @param postageMinor taken off the refund, once a return, when every reason's postage is the shopper's
 * @param refundShipping whether the shipping the shopper paid goes back too
 * @param exchange whether another item may be had instead of money
 * @param instantExchange the other item leaves as soon as the return is authorised
 * @param backWithinDays an authorised return that has not arrived by then expires; an instant exchange is charged
 * @param autoAuthoriseMinor returns worth at most this are authorised at once; null: a person looks at each
 * @param openedPercent of the price paid is refunded for grade B, 0 to 100
 * @param damagedPercent the same for grade C, where it is not our fault
 * @param dispositions what becomes of units of grades A, B and C unless the person at the bench says otherwise
 * @param finalSale SKUs that are not taken back; one that ends in {@code *} means all that begin so. At most 500
 * @param warehouse code of the site where returns go; null: the one that shipped
 */
public record ReturnPolicy(
        int windowDays,
        List<ReturnReason> reasons,
        long feeMinor,
        long postageMinor,
        RefundShipping refundShipping,
        boolean exchange,
        boolean instantExchange,
        int backWithinDays,
        @Nullable Long autoAuthoriseMinor,
        int openedPercent,
        int damagedPercent,
        Map<Grade, Disposition> dispositions,
        List<String> finalSale,
        @Nullable String warehouse) {
    /** When the shipping that was paid is paid back. */
    public enum RefundShipping {
        NEVER,
        /** When everything comes back because of what we did wrong. */
        OUR_FAULT,
        /** When everything comes back. */
        WHOLE_ORDER
    }

    /** Reasons with names in four languages. */
    public static final List<ReturnReason> STANDARD = List.of(
            new ReturnReason("DAMAGED", null, ReturnReason.Payer.MERCHANT, true),
            new ReturnReason("WRONG_ITEM", null, ReturnReason.Payer.MERCHANT, true),
            new ReturnReason("NOT_AS_DESCRIBED", null, ReturnReason.Payer.MERCHANT, true),
            new ReturnReason("TOO_LATE", null, ReturnReason.Payer.MERCHANT, true),
            new ReturnReason("DOES_NOT_FIT", null, ReturnReason.Payer.SHOPPER, false),
            new ReturnReason("CHANGED_MIND", null, ReturnReason.Payer.SHOPPER, false));

    /** What holds for a merchant who has said nothing: thirty days, free, a person authorises nothing under 200.00. */
    public static final ReturnPolicy DEFAULT = new ReturnPolicy(
            30,
            STANDARD,
            0,
            0,
            RefundShipping.OUR_FAULT,
            true,
            false,
            30,
            20_000L,
            100,
            0,
            Map.of(
                    Grade.A, Disposition.RESTOCK,
                    Grade.B, Disposition.QUARANTINE,
                    Grade.C, Disposition.QUARANTINE),
            List.of(),
            null);

    /** Codes that Wharf itself gives to what nobody announced. */
    static final ReturnReason UNANNOUNCED = new ReturnReason("UNANNOUNCED", null, ReturnReason.Payer.MERCHANT, false);

    static final ReturnReason REFUSED = new ReturnReason("REFUSED_AT_DOOR", null, ReturnReason.Payer.MERCHANT, false);

    /** Codes that mean the same for every merchant. */
    public static final Set<String> KNOWN = Stream.concat(STANDARD.stream(), Stream.of(UNANNOUNCED, REFUSED))
            .map(ReturnReason::code)
            .collect(Collectors.toUnmodifiableSet());

    public Optional<ReturnReason> reason(String code) {
        return reasons.stream().filter(reason -> reason.code().equals(code)).findFirst();
    }

    /** Whether an item is sold for good. */
    public boolean isFinalSale(String sku) {
        return finalSale.stream()
                .anyMatch(entry -> entry.endsWith("*")
                        ? sku.regionMatches(true, 0, entry, 0, entry.length() - 1)
                        : sku.equalsIgnoreCase(entry));
    }

    public Disposition disposition(Grade grade) {
        return grade == Grade.D ? Disposition.NOT_OURS : dispositions.getOrDefault(grade, Disposition.QUARANTINE);
    }

    /** How much of the price paid a unit of this grade earns. */
    public int percent(Grade grade, boolean ourFault) {
        return switch (grade) {
            case A -> 100;
            case B -> ourFault ? 100 : openedPercent;
            case C -> ourFault ? 100 : damagedPercent;
            case D -> 0;
        };
    }

    /** What is wrong with it, by field. */
    @JsonIgnore
    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        range(problems, "windowDays", windowDays, 0, 3650);
        range(problems, "backWithinDays", backWithinDays, 1, 365);
        range(problems, "openedPercent", openedPercent, 0, 100);
        range(problems, "damagedPercent", damagedPercent, 0, 100);
        amount(problems, "feeMinor", feeMinor);
        amount(problems, "postageMinor", postageMinor);
        if (autoAuthoriseMinor != null) amount(problems, "autoAuthoriseMinor", autoAuthoriseMinor);
        Texts.check(problems, "warehouse", warehouse, 50);
        range(problems, "reasons", reasons.size(), 1, 20);
        for (int i = 0; i < Math.min(reasons.size(), 20); i++) reason(problems, "reasons[" + i + "]", reasons.get(i));
        if (reasons.stream().map(ReturnReason::code).distinct().count() < reasons.size())
            problems.add(Problem.of("twice", "reasons", null, "Each reason's code may stand there once."));
        dispositions.forEach((grade, disposition) -> {
            if (grade == Grade.D || disposition == Disposition.NOT_OURS)
                problems.add(Problem.of(
                        "unknown-value",
                        "dispositions." + grade,
                        disposition,
                        "Say for grades A, B and C whether units are RESTOCK, QUARANTINE or DISPOSE."));
        });
        range(problems, "finalSale", finalSale.size(), 0, 500);
        for (int i = 0; i < Math.min(finalSale.size(), 500); i++)
            Texts.require(problems, "finalSale[" + i + "]", finalSale.get(i), 100);
        return problems;
    }

    private static void reason(List<Problem> problems, String path, ReturnReason reason) {
        if (!reason.code().matches("[A-Z][A-Z0-9_]{0,29}"))
            problems.add(Problem.of(
                    "bad-code",
                    path + ".code",
                    reason.code(),
                    "Write a reason's code in 1 to 30 capital letters, digits and underscores."));
        Texts.check(problems, path + ".label", reason.label(), 100);
        boolean known = STANDARD.stream().anyMatch(one -> one.code().equals(reason.code()));
        if (!known && (reason.label() == null || reason.label().isBlank()))
            problems.add(Problem.of(
                    "required",
                    path + ".label",
                    null,
                    "A reason of your own needs a label for shoppers; "
                            + reason.code().toLowerCase(Locale.ROOT) + " is not a well-known one."));
    }

    private static void range(List<Problem> problems, String field, int value, int least, int most) {
        if (value < least || value > most)
            problems.add(Problem.of("out-of-range", field, value, "Give " + least + " to " + most + "."));
    }

    private static void amount(List<Problem> problems, String field, long minor) {
        if (minor < 0 || minor > 1_000_000_000_000L)
            problems.add(Problem.of("out-of-range", field, minor, "Give an amount in minor units, zero or more."));
    }

    /** Itself, when nothing is wrong with it. */
    ReturnPolicy checked() {
        var problems = problems();
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return this;
    }
}
