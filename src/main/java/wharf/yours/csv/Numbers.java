package wharf.yours.csv;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as tables write them: with either decimal sign, thousands apart by a point, comma, blank or apostrophe, a currency around. */
public final class Numbers {
    private static final Pattern AROUND = Pattern.compile(
            "^(?:[\\p{Sc}]|R\\$|US\\$|CA\\$|MX\\$|[A-Z]{3})?\\s*(-?)\\s*(?:[\\p{Sc}]|R\\$)?\\s*(.*?)\\s*(?:[\\p{Sc}]|[A-Z]{3})?$");
    private static final Pattern POINT = Pattern.compile("[0-9]{1,15}|[0-9]{1,3}([, '\u00a0\u202f’][0-9]{3})+");
    private static final Pattern COMMA = Pattern.compile("[0-9]{1,15}|[0-9]{1,3}([. '\u00a0\u202f’][0-9]{3})+");
    private static final Pattern COMMA_DECIMALS = Pattern.compile(".*[0-9],[0-9]{1,2}|.*[0-9],[0-9]{4,}|0,[0-9]{3}");
    private static final Pattern POINT_DECIMALS =
            Pattern.compile(".*[0-9][.][0-9]{1,2}|.*[0-9][.][0-9]{4,}|0[.][0-9]{3}");

    private Numbers() {}

    /** The decimal sign that these texts use; the point where nothing says otherwise. */
    public static char decimal(Collection<String> texts) {
        long commas = texts.stream()
                .filter(text -> COMMA_DECIMALS.matcher(bare(text)).matches())
                .count();
        long points = texts.stream()
                .filter(text -> POINT_DECIMALS.matcher(bare(text)).matches())
                .count();
        return commas > points ? ',' : '.';
    }

    private static String bare(String text) {
        var matcher = AROUND.matcher(text.length() > 60 ? "" : text.strip());
        return matcher.matches() ? matcher.group(2) : "";
    }

    /** The number, at most 15 digits before and 18 behind the sign; empty when it is none. */
    public static Optional<BigDecimal> parse(String text, char decimal) {
        var stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > 60) return Optional.empty();
        var matcher = AROUND.matcher(stripped);
        if (!matcher.matches()) return Optional.empty();
        var number = matcher.group(2);
        int at = number.indexOf(decimal);
        var whole = at < 0 ? number : number.substring(0, at);
        var decimals = at < 0 ? "" : number.substring(at + 1);
        if (whole.isEmpty() && !decimals.isEmpty()) whole = "0";
        if (!(decimal == ',' ? COMMA : POINT).matcher(whole).matches()) return Optional.empty();
        if (!decimals.matches("[0-9]{0,18}")) return Optional.empty();
        var digits = whole.replaceAll("[^0-9]", "");
        return Optional.of(new BigDecimal(matcher.group(1) + digits + (decimals.isEmpty() ? "" : "." + decimals)));
    }
}
