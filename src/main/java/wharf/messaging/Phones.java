package wharf.messaging;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Telephone numbers in the one form they are compared and stored in: E.164, such as {@code +12395550123}. */
public final class Phones {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Phones() {}

    /**
     * The number in E.164; empty if it cannot be one.
     *
     * @param country ISO 3166-1 alpha-2 of whoever wrote it without a country code
     */
    public static Optional<String> e164(@Nullable String given, @Nullable String country) {
        if (given == null || given.length() > 50) return Optional.empty();
        try {
            var number = NUMBERS.parse(given, country == null || country.isBlank() ? null : country);
            return NUMBERS.isPossibleNumber(number)
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }
}
