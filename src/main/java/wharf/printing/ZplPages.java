package wharf.printing;

import java.util.List;
import java.util.regex.Pattern;

/** Cuts what a printer received into its labels. */
final class ZplPages {
    private static final Pattern FORMAT = Pattern.compile("\\^XA.*?\\^XZ", Pattern.DOTALL);

    private ZplPages() {}

    /** Each format by itself; text without any is one page, so that nothing received is lost. */
    static List<String> split(String received) {
        var pages =
                FORMAT.matcher(received).results().map(match -> match.group()).toList();
        if (!pages.isEmpty()) return pages;
        return received.isBlank() ? List.of() : List.of(received);
    }
}
