package wharf.printing;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws a label as SVG, with real barcodes, for the commands that Wharf's own labels use: field origin, font 0, field data and block,
 * graphic box, Code 128. A command it does not draw is named under the drawing; no claim is made beyond that.
 */
final class ZplPreview {
    private static final Set<String> WITHOUT_INK =
            Set.of("XA", "XZ", "CI", "LH", "LS", "LT", "FX", "PR", "PQ", "MM", "MN", "MT", "PO", "SD");
    private static final Pattern INVOCATION = Pattern.compile(">[05-9:;<=]");
    private static final double LARGEST = 10_000;
    private static final double BASELINE = 0.8;

    private final StringBuilder ink = new StringBuilder();
    private final Set<String> unknown = new TreeSet<>();
    private double width = ZplLabel.WIDTH;
    private double height = ZplLabel.HEIGHT;
    private Field field = new Field();
    private double module = 2;

    /** What applies from one field separator to the next. */
    private static final class Field {
        double x;
        double y;
        double textHeight = 30;
        double blockWidth;
        boolean centred;
        boolean escaped;
        double barHeight;
        boolean barcode;
        boolean textLine;
        String data = "";
    }

    private ZplPreview() {}

    static String svg(String zpl) {
        var preview = new ZplPreview();
        for (var command : ZplCommand.parse(zpl)) preview.take(command);
        return preview.drawing();
    }

    private void take(ZplCommand command) {
        switch (command.name()) {
            case "PW" -> width = bounded(command.number(0, width));
            case "LL" -> height = bounded(command.number(0, height));
            case "FO" -> at(command);
            case "A" -> field.textHeight = bounded(command.number(1, field.textHeight));
            case "FB" -> block(command);
            case "FH" -> field.escaped = true;
            case "BY" -> module = Math.max(1, Math.min(10, command.number(0, module)));
            case "BC" -> barcode(command);
            case "GB" -> box(command);
            case "FD" -> field.data = command.data();
            case "FS" -> finish();
            default -> note(command);
        }
    }

    private void note(ZplCommand command) {
        if (!WITHOUT_INK.contains(command.name())) unknown.add(command.name());
    }

    private void at(ZplCommand command) {
        field.x = bounded(command.number(0, 0));
        field.y = bounded(command.number(1, 0));
    }

    private void block(ZplCommand command) {
        field.blockWidth = bounded(command.number(0, 0));
        field.centred = "C".equals(command.word(3, "L"));
    }

    private void barcode(ZplCommand command) {
        field.barcode = true;
        field.barHeight = bounded(command.number(1, 50));
        field.textLine = "Y".equals(command.word(2, "Y"));
    }

    private void box(ZplCommand command) {
        double thickness = Math.max(1, bounded(command.number(2, 1)));
        double boxWidth = Math.max(thickness, bounded(command.number(0, thickness)));
        double boxHeight = Math.max(thickness, bounded(command.number(1, thickness)));
        boolean filled = boxWidth <= 2 * thickness || boxHeight <= 2 * thickness;
        double inset = filled ? 0 : thickness / 2;
        ink.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" stroke=\"#000\" stroke-width=\"%.1f\"/>",
                field.x + inset,
                field.y + inset,
                boxWidth - 2 * inset,
                boxHeight - 2 * inset,
                filled ? "#000" : "none",
                filled ? 0 : thickness));
    }

    private void finish() {
        var data = field.escaped ? ZplLabel.unescaped(field.data) : field.data;
        if (field.barcode) bars(data);
        else if (!data.isEmpty()) write(data.replace("\\&", " "), field.x, field.y, field.textHeight);
        field = new Field();
    }

    private void bars(String data) {
        try {
            ink.append(Barcode.code128(code128(data)).svg(field.x, field.y, module, field.barHeight));
        } catch (IllegalArgumentException cannot) {
            write("[not encodable: " + data + "]", field.x, field.y, 24);
            return;
        }
        if (field.textLine) write(data.replaceAll(">.", ""), field.x, field.y + field.barHeight + 4, 24);
    }

    /** ZPL's invocation codes as Okapi's content: {@code >;} and the like choose a code set, which Okapi does by itself. */
    private static String code128(String data) {
        return INVOCATION
                .matcher(data)
                .replaceAll(code -> Matcher.quoteReplacement(
                        switch (code.group().charAt(1)) {
                            case '8' -> Barcode.FNC1;
                            case '<' -> "^";
                            case '=' -> "~";
                            case '0' -> ">";
                            default -> "";
                        }));
    }

    private void write(String text, double x, double y, double size) {
        double left = field.centred ? x + field.blockWidth / 2 : x;
        ink.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" text-anchor=\"%s\">%s</text>",
                left,
                y + size * BASELINE,
                size,
                field.centred ? "middle" : "start",
                escaped(text)));
    }

    private String drawing() {
        if (!unknown.isEmpty()) write("not drawn: ^" + String.join(" ^", unknown), 8, height - 30, 22);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Label preview\""
                        + " font-family=\"Arial Narrow, Helvetica, sans-serif\"><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%s</svg>",
                width,
                height,
                ink);
    }

    private static double bounded(double value) {
        return Math.max(0, Math.min(LARGEST, value));
    }

    private static String escaped(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '<') safe.append("&lt;");
            else if (c == '&') safe.append("&amp;");
            else if (c == '>') safe.append("&gt;");
            else if (c == '"') safe.append("&quot;");
            else if (c >= ' ' && Character.getType(c) != Character.SURROGATE) safe.appendCodePoint(c);
        });
        return safe.toString();
    }
}
