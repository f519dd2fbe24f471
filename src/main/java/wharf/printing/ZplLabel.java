package wharf.printing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes a 4 by 6 inch label in ZPL II for 203 dpi printers. Positions and sizes in dots, from the upper left corner. */
public final class ZplLabel {
    public static final int WIDTH = 812;
    public static final int HEIGHT = 1218;
    /** Font 0 is proportional; a capital is about this much of its height wide. */
    private static final double WIDTH_OF_HEIGHT = 0.55;

    private static final int SMALLEST_TEXT = 18;
    /** The upper right corner is kept free for it on every label. */
    private static final String COPY_MARK = "^FO640,24^A0N,56,56^FDCOPY^FS";

    private final StringBuilder zpl = new StringBuilder("^XA^CI28^PW" + WIDTH + "^LL" + HEIGHT + "^LH0,0");

    /** Text of this height, made smaller and at last cut to fit the width. */
    public ZplLabel text(int x, int y, int height, int width, String text) {
        int fitting = (int) (width / (WIDTH_OF_HEIGHT * Math.max(1, text.length())));
        int size = Math.min(height, Math.max(SMALLEST_TEXT, fitting));
        int letters = (int) (width / (WIDTH_OF_HEIGHT * size));
        var shown = text.length() > letters ? text.substring(0, Math.max(0, letters - 1)) + "…" : text;
        zpl.append(String.format(Locale.ROOT, "%n^FO%d,%d^A0N,%d,%d^FH^FD%s^FS", x, y, size, size, escaped(shown)));
        return this;
    }

    /** A line or a filled box. */
    public ZplLabel bar(int x, int y, int width, int height) {
        zpl.append(
                String.format(Locale.ROOT, "%n^FO%d,%d^GB%d,%d,%d^FS", x, y, width, height, Math.min(width, height)));
        return this;
    }

    /** Code 128, without a text line. */
    public ZplLabel code128(int x, int y, int module, int height, String content) {
        return barcode(x, y, module, height, escaped(content.replace(">", ">0")));
    }

    /** GS1-128: starts in code set C with function character 1. @param digits application identifiers and their data, digits only */
    public ZplLabel gs1(int x, int y, int module, int height, String digits) {
        if (!digits.matches("\\d+")) throw new IllegalArgumentException("not digits: " + digits);
        return barcode(x, y, module, height, ">;>8" + digits);
    }

    private ZplLabel barcode(int x, int y, int module, int height, String data) {
        zpl.append(String.format(Locale.ROOT, "%n^FO%d,%d^BY%d^BCN,%d,N,N,N^FH^FD%s^FS", x, y, module, height, data));
        return this;
    }

    /** The finished format, {@code ^XA} to {@code ^XZ}. */
    public String zpl() {
        return zpl + "\n^XZ\n";
    }

    /** The same labels, each marked COPY; marking twice changes nothing. */
    public static String copy(String zpl) {
        return zpl.contains(COPY_MARK) ? zpl : zpl.replace("^XZ", COPY_MARK + "^XZ");
    }

    /** Field data under {@code ^FH}: what would start a command or an escape goes as its hexadecimal bytes; control characters go as spaces. */
    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '^', '~', '_' -> escaped.append(String.format("_%02X", (int) c));
                default -> escaped.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return escaped.toString();
    }

    /** Undoes {@link #escaped}: {@code _5E} and the like are UTF-8 bytes. */
    static String unescaped(String data) {
        var bytes = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < data.length(); i++) {
            if (data.charAt(i) == '_'
                    && i + 2 < data.length()
                    && data.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}")) {
                bytes.write(Integer.parseInt(data.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                int end = data.offsetByCodePoints(i, 1);
                bytes.writeBytes(data.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
