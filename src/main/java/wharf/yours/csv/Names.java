package wharf.yours.csv;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Headers as they are compared: lower case, without accents, words apart by one blank. */
public final class Names {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Names() {}

    /** {@code Lineitem SKU} and {@code lineitem_sku} and {@code lineitemSku} are one name. */
    public static String plain(String header) {
        var shortened = header.length() > 200 ? header.substring(0, 200) : header;
        var apart = HUMP.matcher(shortened).replaceAll(" ");
        var bare =
                MARKS.matcher(Normalizer.normalize(apart, Normalizer.Form.NFD)).replaceAll("");
        return OTHER.matcher(bare.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
