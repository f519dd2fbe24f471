package wharf.payment.sandbox;

import java.time.Duration;
import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import wharf.shared.Money;

/**
 * {@code wharf.sandbox-psp.*}, all in business time.
 *
 * @param life how long an authorisation can be captured
 * @param shortLife the same for {@code tok_expire}
 * @param challengeLife how long the shopper has to complete a challenge
 * @param payLaterLeast the smallest purchase the simulated lender takes, in whole units of the currency
 * @param payLaterMost the largest, likewise
 */
@ConfigurationProperties("wharf.sandbox-psp")
record SandboxSettings(
        @DefaultValue("7d") Duration life,
        @DefaultValue("1h") Duration shortLife,
        @DefaultValue("30m") Duration challengeLife,
        @DefaultValue("35") long payLaterLeast,
        @DefaultValue("1500") long payLaterMost) {
    /** The limit in minor units of the currency. */
    static Money whole(long units, String currency) {
        int digits = 2;
        try {
            digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            // Two digits are the usual.
        }
        return Money.of(Math.multiplyExact(units, (long) Math.pow(10, digits)), currency);
    }
}
