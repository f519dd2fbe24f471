package wharf.payment;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wharf.shared.Problem;

/** What may stand for a means of payment: a provider's token, never a card number. */
final class Instruments {
    private static final int LONGEST = 200;
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=\\p{Nd})[\\s.\\p{Pd}_/]+(?=\\p{Nd})");
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");

    private Instruments() {}

    /** What is wrong with the instrument; a card number is not repeated in the answer. */
    static Optional<Problem> problem(Mode mode, @Nullable String instrument) {
        if (instrument == null) {
            return mode == Mode.DIRECT
                    ? Optional.empty()
                    : problem("instrument-missing", null, "Send the payment provider's token for this tender.");
        }
        if (carriesCardNumber(instrument))
            return problem("card-number", null, "This looks like a card number. Send the provider's token instead.");
        if (instrument.isBlank()
                || instrument.length() > LONGEST
                || instrument.chars().anyMatch(Character::isISOControl))
            return problem("instrument-invalid", instrument, "A token has 1 to 200 printable characters.");
        return Optional.empty();
    }

    private static Optional<Problem> problem(String code, @Nullable String value, String message) {
        return Optional.of(Problem.of(code, "instrument", value, message));
    }

    /** 13 to 19 digits, separators between them ignored, that pass the Luhn check of ISO/IEC 7812-1. */
    static boolean carriesCardNumber(String text) {
        return DIGITS.matcher(BETWEEN_DIGITS.matcher(text).replaceAll(""))
                .results()
                .map(match -> match.group()
                        .codePoints()
                        .map(Character::getNumericValue)
                        .toArray())
                .anyMatch(digits -> digits.length >= 13 && digits.length <= 19 && passesLuhn(digits));
    }

    private static boolean passesLuhn(int[] digits) {
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = digits[digits.length - 1 - i] * (1 + i % 2);
            sum += digit / 10 + digit % 10;
        }
        return sum % 10 == 0;
    }
}
