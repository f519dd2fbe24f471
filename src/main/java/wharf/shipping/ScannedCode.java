package wharf.shipping;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a scanner read off a parcel: its SSCC (GS1-128 with identifier 00, with or without symbology prefix and FNC1) or a tracking number. */
sealed interface ScannedCode {
    record SsccCode(String value) implements ScannedCode {}

    record Tracking(String value) implements ScannedCode {}

    /** No code that a parcel carries. */
    record Unreadable(String text) implements ScannedCode {}

    Pattern GS1 = Pattern.compile("(?:\\]C1)?[\\x1d\\xe8]?(?:00|\\(00\\))(\\d{18})\\x1d?");
    Pattern BARE = Pattern.compile("\\d{18}");
    Pattern TRACKING = Pattern.compile("[A-Z0-9]{8,34}");

    static ScannedCode read(String scan) {
        var text = scan.strip().toUpperCase(Locale.ROOT);
        var gs1 = GS1.matcher(text);
        if (gs1.matches() && Sscc.isValid(gs1.group(1))) return new SsccCode(gs1.group(1));
        if (BARE.matcher(text).matches() && Sscc.isValid(text)) return new SsccCode(text);
        // Code 128 scanners may be told to send their symbology first.
        var bare = text.replaceFirst("^\\]C0", "").replace(" ", "");
        return TRACKING.matcher(bare).matches() ? new Tracking(bare) : new Unreadable(scan);
    }
}
