package wharf.platform;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with an address in it, such as the page on which a shopper confirms a payment.
 *
 * @param address a page of Wharf or of the web; null when the sentence has none
 */
public record Linked(String before, @Nullable String address, String after) {
    private static final Pattern ADDRESS =
            Pattern.compile("(?<=^|\\s)(https?://\\S+|/[a-z][\\w-]*(/[\\w-]+)+)(?=[.,]?(\\s|$))");

    public static Linked of(String text) {
        var found = ADDRESS.matcher(text);
        return found.find()
                ? new Linked(text.substring(0, found.start()), found.group(1), text.substring(found.end(1)))
                : new Linked(text, null, "");
    }
}
