package wharf.devices.agent;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a scale answered. */
sealed interface ScaleReply {
    /** It stands still. */
    record Stable(int grams) implements ScaleReply {}

    /** It still moves: ask again. */
    record Moving() implements ScaleReply {}

    /** It cannot say, and why. */
    record Wrong(String why) implements ScaleReply {}

    /** International avoirdupois pound and ounce, exactly. */
    Map<String, BigDecimal> GRAMS = Map.of(
            "G", BigDecimal.ONE,
            "KG", new BigDecimal(1000),
            "LB", new BigDecimal("453.59237"),
            "OZ", new BigDecimal("28.349523125"));

    int HEAVIEST_GRAMS = 2_000_000;
    Pattern SICS_WEIGHT = Pattern.compile("S\\s+([SD])\\s+(-?\\d+(?:\\.\\d+)?)\\s*(\\p{Alpha}+)");
    Pattern NCI_WEIGHT = Pattern.compile("(-?)\\s*(\\d+(?:\\.\\d+)?)\\s*(\\p{Alpha}+)");
    Pattern NCI_STATUS = Pattern.compile("S(.)(.)");

    /** An answer to {@code S}, without its line end. */
    static ScaleReply sics(String line) {
        var text = line.strip();
        var weight = SICS_WEIGHT.matcher(text);
        if (weight.matches())
            return weight.group(1).equals("D") ? new Moving() : grams(new BigDecimal(weight.group(2)), weight.group(3));
        return switch (text.replaceAll("\\s+", " ")) {
            case "S I" -> new Moving();
            case "S +" -> new Wrong("The scale is overloaded.");
            case "S -" -> new Wrong("The scale stands below zero; empty it and set it to zero.");
            default -> new Wrong("The scale answered “" + shown(text) + "”.");
        };
    }

    /**
     * An answer to {@code W}: weight and unit on one line, {@code S} and two status characters on the next. Bit 0 of the first says that it
     * moves, bit 0 of the second that it stands below zero, bit 1 that it is overloaded.
     */
    static ScaleReply nci(String weightLine, String statusLine) {
        var status = NCI_STATUS.matcher(statusLine.strip());
        if (!status.lookingAt()) return new Wrong("The scale answered “" + shown(weightLine + statusLine) + "”.");
        if (bit(status.group(1), 0)) return new Moving();
        if (bit(status.group(2), 1)) return new Wrong("The scale is overloaded.");
        if (bit(status.group(2), 0)) return new Wrong("The scale stands below zero; empty it and set it to zero.");
        var weight = NCI_WEIGHT.matcher(weightLine.strip());
        if (!weight.matches()) return new Wrong("The scale answered “" + shown(weightLine) + "”.");
        return grams(new BigDecimal(weight.group(1) + weight.group(2)), weight.group(3));
    }

    private static boolean bit(String status, int bit) {
        return (status.charAt(0) >> bit & 1) == 1;
    }

    private static ScaleReply grams(BigDecimal value, String unit) {
        var perUnit = GRAMS.get(unit.toUpperCase(Locale.ROOT));
        if (perUnit == null) return new Wrong("The scale weighs in “" + unit + "”; set it to g, kg, lb or oz.");
        var grams = value.multiply(perUnit).setScale(0, RoundingMode.HALF_UP);
        if (grams.signum() < 0) return new Wrong("The scale stands below zero; empty it and set it to zero.");
        if (grams.compareTo(BigDecimal.valueOf(HEAVIEST_GRAMS)) > 0)
            return new Wrong("The scale answered more than 2,000 kg.");
        return new Stable(grams.intValueExact());
    }

    private static String shown(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() > 60 ? clean.substring(0, 60) + "…" : clean;
    }
}
