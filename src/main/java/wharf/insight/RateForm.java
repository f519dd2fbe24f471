package wharf.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wharf.platform.Shown;
import wharf.shared.Money;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * Rates as a person types them. For templates.
 *
 * @param wage in major units of the currency
 * @param paymentPercent with up to two decimals
 * @param paymentFixed in major units of the currency
 */
public record RateForm(
        @Nullable String validFrom,
        @Nullable String currency,
        @Nullable String wage,
        @Nullable String paymentPercent,
        @Nullable String paymentFixed,
        @Nullable String holdingPercent) {
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}([.,]\\d{1,2})?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,3}");
    private static final long MOST_WAGE = 100_000_000;
    private static final long MOST_FIXED = 1_000_000;
    private static final int MOST_HOLDING = 200;

    static RateForm of(InsightRate rate) {
        return new RateForm(
                "",
                rate.currency(),
                Shown.amount(rate.wageMinor(), rate.currency()).toPlainString(),
                BigDecimal.valueOf(rate.paymentBasisPoints(), 2).toPlainString(),
                Shown.amount(rate.paymentFixedMinor(), rate.currency()).toPlainString(),
                String.valueOf(rate.holdingPercent()));
    }

    /** What is meant; refuses with all that is wrong, field by field. */
    InsightRate read() {
        var problems = new ArrayList<Problem>();
        var from = day(problems);
        var known = InsightRates.known(text(currency)) ? text(currency) : null;
        if (known == null)
            problems.add(Problem.of("unknown-currency", "currency", currency, "Give an ISO 4217 code such as USD."));
        long wages = amount(problems, "wage", wage, known, MOST_WAGE);
        long fixed = amount(problems, "paymentFixed", paymentFixed, known, MOST_FIXED);
        int points = points(problems);
        int holding = WHOLE.matcher(text(holdingPercent)).matches() ? Integer.parseInt(text(holdingPercent)) : -1;
        if (holding < 0 || holding > MOST_HOLDING)
            problems.add(
                    Problem.of("out-of-range", "holdingPercent", holdingPercent, "Give a whole number, 0 to 200 %."));
        if (from == null || known == null || !problems.isEmpty()) throw Refusal.invalid(problems);
        return new InsightRate(from, known, wages, points, fixed, holding, null);
    }

    private @Nullable LocalDate day(List<Problem> problems) {
        try {
            return LocalDate.parse(text(validFrom));
        } catch (DateTimeParseException none) {
            problems.add(Problem.of("no-day", "validFrom", validFrom, "Give the first day on which they hold."));
            return null;
        }
    }

    private int points(List<Problem> problems) {
        var typed = text(paymentPercent);
        int points = PERCENT.matcher(typed).matches()
                ? new BigDecimal(typed.replace(',', '.')).movePointRight(2).intValueExact()
                : -1;
        if (points < 0 || points > 10_000)
            problems.add(Problem.of(
                    "out-of-range",
                    "paymentPercent",
                    paymentPercent,
                    "Give 0 to 100 % with at most two decimals, such as 2.90."));
        return points;
    }

    /** Nothing is said of an amount in a currency there is not. */
    private static long amount(
            List<Problem> problems, String field, @Nullable String typed, @Nullable String currency, long most) {
        if (currency == null) return 0;
        var amount = Money.typed(text(typed), currency);
        if (amount != null && amount.minor() <= most) return amount.minor();
        problems.add(Problem.of(
                "bad-amount",
                field,
                typed,
                "Give an amount such as %s, at most %s."
                        .formatted(Shown.amount(2250, currency).toPlainString(), Shown.money(most, currency))));
        return 0;
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
