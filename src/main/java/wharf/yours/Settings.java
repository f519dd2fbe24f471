package wharf.yours;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import wharf.geography.Countries;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * What the tables do not say themselves.
 *
 * @param country where orders go that name no country: ISO 3166-1 alpha-2
 * @param currency of amounts that name none: ISO 4217
 * @param zone in which times without a zone are local
 * @param channel under which orders are taken in for real
 */
public record Settings(String country, String currency, String zone, String channel) {
    /** Refuses what nobody can work with, with every field. */
    Settings checked() {
        var problems = new ArrayList<Problem>();
        if (!Countries.isKnown(country))
            problems.add(Problem.of("unknown-country", "country", country, "Give a two-letter code such as US or BR."));
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(currency)))
            problems.add(Problem.of("unknown-currency", "currency", currency, "Give an ISO 4217 code such as USD."));
        if (!isZone(zone))
            problems.add(Problem.of("unknown-zone", "zone", zone, "Give a time zone such as America/New_York."));
        if (!channel.matches("[a-z0-9][a-z0-9-]{0,49}"))
            problems.add(Problem.of(
                    "bad-channel",
                    "channel",
                    channel,
                    "Give a name of small letters, digits and dashes, such as shopify."));
        if (!problems.isEmpty()) throw Refusal.invalid(List.copyOf(problems));
        return this;
    }

    ZoneId zoneId() {
        return ZoneId.of(zone);
    }

    private static boolean isZone(String text) {
        try {
            return ZoneId.of(text) != null;
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
