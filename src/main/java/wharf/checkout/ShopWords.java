package wharf.checkout;

import java.math.BigDecimal;
import java.text.Collator;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import wharf.geography.Countries;
import wharf.platform.Shown;
import wharf.shared.Money;

/** What a shop says, in the shopper's language: English, Spanish, Portuguese or French ({@code i18n/shop*.properties}). For templates. */
public final class ShopWords {
    static final List<String> LANGUAGES = List.of("en", "es", "pt", "fr");

    private static final Map<String, Map<String, String>> COUNTRIES = new ConcurrentHashMap<>();

    private final String language;
    private final Locale locale;
    private final ResourceBundle bundle;

    private ShopWords(String language) {
        this.language = language;
        this.locale = Locale.of(language);
        this.bundle = ResourceBundle.getBundle(
                "i18n.shop",
                language.equals("en") ? Locale.ROOT : locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Unknown languages read English. */
    public static ShopWords in(@Nullable String language) {
        var two = language == null || language.length() < 2
                ? "en"
                : language.substring(0, 2).toLowerCase(Locale.ROOT);
        return new ShopWords(LANGUAGES.contains(two) ? two : "en");
    }

    public String language() {
        return language;
    }

    /** The others, each with its own name. */
    public List<String> otherLanguages() {
        return LANGUAGES.stream().filter(one -> !one.equals(language)).toList();
    }

    public String nameOf(String other) {
        var there = Locale.of(other);
        var name = there.getDisplayLanguage(there);
        return name.substring(0, 1).toUpperCase(there) + name.substring(1);
    }

    public String say(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    public boolean knows(String key) {
        return bundle.containsKey(key);
    }

    /** Country codes by the names this language sorts them under. */
    public Map<String, String> countries() {
        return COUNTRIES.computeIfAbsent(language, any -> {
            var names = new TreeMap<String, String>(Collator.getInstance(locale));
            for (var code : Countries.codes()) names.put(country(code), code);
            return Collections.unmodifiableMap(names);
        });
    }

    public String country(String code) {
        return Locale.of("", code).getDisplayCountry(locale);
    }

    /** What a service is called; its code made readable where nobody gave it a name. */
    public String service(String code) {
        return knows("service." + code) ? say("service." + code) : Shown.words(code);
    }

    /** What a test instrument does, or the provider's own name of it. */
    public String instrument(String token) {
        return knows("pay." + token) ? say("pay." + token) : token;
    }

    /** Why a payment was declined: in this language where the reason is known, else in the provider's words. */
    public String declined(String reason) {
        var key = "declined."
                + reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "");
        return knows(key) ? say(key) : reason;
    }

    /** {@code $12.00}, as the language writes it. */
    public String money(long minor, String code) {
        Currency currency;
        try {
            currency = Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            return Shown.money(minor, code);
        }
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        // The currency's sign depends on the country; dollars of the United States are what most shops here charge.
        var format = NumberFormat.getCurrencyInstance(language.equals("en") ? Locale.US : locale);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(minor, digits));
    }

    public String money(Money money) {
        return money(money.minor(), money.currency());
    }

    /** {@code Tuesday, December 1}. */
    public String day(LocalDate day) {
        return DateTimeFormatter.ofPattern(say("day.pattern"), locale).format(day);
    }

    /** {@code 14:05 UTC}; the browser shows its own zone. */
    public String minute(Instant at) {
        return DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC).format(at) + " UTC";
    }
}
