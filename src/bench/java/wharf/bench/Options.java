package wharf.bench;

import java.util.HashMap;
import java.util.Map;

/** {@code --name value} pairs. */
final class Options {
    private final Map<String, String> values = new HashMap<>();

    static Options of(String... arguments) {
        var options = new Options();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("expected --name value, got " + arguments[i]);
            }
            options.values.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return options;
    }

    /** Refuses what is not one of these: a misspelt option would measure something else. */
    Options known(String... names) {
        var known = java.util.List.of(names);
        values.keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("unknown option --" + name + "; there are --" + String.join(", --", known));
        });
        return this;
    }

    int number(String name, int otherwise) {
        var text = values.get(name);
        return text == null ? otherwise : Integer.parseInt(text);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }
}
