package wharf.printing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One command of a ZPL format: its name, such as {@code FO}, and what follows it. */
record ZplCommand(String name, String text) {
    private static final Pattern COMMAND = Pattern.compile("[\\^~](A|[A-Z][A-Z0-9@])([^\\^~]*)");

    static List<ZplCommand> parse(String zpl) {
        var commands = new ArrayList<ZplCommand>();
        COMMAND.matcher(zpl).results().forEach(match -> commands.add(new ZplCommand(match.group(1), match.group(2))));
        return commands;
    }

    /** A numeric parameter in dots, or the fallback where it is left out or no number. */
    double number(int index, double fallback) {
        var parts = text.strip().split(",", -1);
        if (index >= parts.length) return fallback;
        try {
            return Double.parseDouble(parts[index].strip());
        } catch (NumberFormatException leftOut) {
            return fallback;
        }
    }

    /** A parameter as text, upper case, or the fallback where it is left out. */
    String word(int index, String fallback) {
        var parts = text.strip().split(",", -1);
        return index >= parts.length || parts[index].isBlank() ? fallback : parts[index].strip();
    }

    /** Field data: everything up to the next command but line ends. */
    String data() {
        return text.replace("\r", "").replace("\n", "");
    }
}
