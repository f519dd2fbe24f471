package wharf.yours.csv;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What columns mean, guessed by their names and, where no name helps, by what stands in them. */
public final class Guess {
    /** Nothing that is looked for is longer; the patterns take their time over what is. */
    private static final int LONGEST = 254;

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+[.][^@\\s]+");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern US_ZIP = Pattern.compile("'?[0-9]{5}(-[0-9]{4})?");
    private static final double SURE = 0.9;

    private Guess() {}

    /** A column's meaning and how it was found: by name, by content, by a preset, or as it was mapped before. */
    public record Suggestion(Field field, String why) {}

    /** By column number; a column that means nothing to Wharf is absent. No field is given twice. */
    public static Map<Integer, Suggestion> columns(Sniffer.Sniffed sniffed) {
        var header = sniffed.format().header();
        var plain = header.stream().map(Names::plain).toList();
        var preset = Preset.of(plain);
        var guessed = new TreeMap<Integer, Suggestion>();
        var taken = new HashSet<Field>();
        preset.columns().forEach((name, field) -> {
            int column = plain.indexOf(name);
            if (column >= 0 && taken.add(field))
                guessed.put(column, new Suggestion(field, "by the format of " + preset.label()));
        });
        byName(plain, preset.unused(), guessed, taken);
        byContent(sniffed, plain, preset.unused(), guessed, taken);
        return guessed;
    }

    private static void byName(
            List<String> plain, Collection<String> unused, Map<Integer, Suggestion> guessed, Collection<Field> taken) {
        record Hit(int column, int rank) {}
        for (var field : Field.values()) {
            if (taken.contains(field)) continue;
            var best = new HashMap<Field, Hit>();
            for (int column = 0; column < plain.size(); column++) {
                int rank = field.names().indexOf(plain.get(column));
                if (rank < 0 || guessed.containsKey(column) || unused.contains(plain.get(column))) continue;
                var known = best.get(field);
                if (known == null || rank < known.rank()) best.put(field, new Hit(column, rank));
            }
            var hit = best.get(field);
            if (hit == null) continue;
            guessed.put(hit.column(), new Suggestion(field, "by its name"));
            taken.add(field);
        }
    }

    private static void byContent(
            Sniffer.Sniffed sniffed,
            List<String> plain,
            Collection<String> unused,
            Map<Integer, Suggestion> guessed,
            Collection<Field> taken) {
        for (int column = 0; column < plain.size(); column++) {
            if (guessed.containsKey(column) || unused.contains(plain.get(column))) continue;
            var values = sniffed.values(column);
            if (values.size() < 3) continue;
            var field = meaning(values, taken);
            if (field == null) continue;
            guessed.put(column, new Suggestion(field, "by what stands in it"));
            taken.add(field);
        }
    }

    private static @org.jspecify.annotations.Nullable Field meaning(List<String> values, Collection<Field> taken) {
        if (!taken.contains(Field.EMAIL) && share(values, EMAIL) > SURE) return Field.EMAIL;
        if (!taken.contains(Field.COUNTRY) && share(values, COUNTRY) > SURE && known(values)) return Field.COUNTRY;
        // Numbers of five digits are postcodes only where nothing else says where the order goes.
        boolean nowhere = !taken.contains(Field.POSTCODE) && taken.contains(Field.CITY);
        if (nowhere && share(values, US_ZIP) > SURE) return Field.POSTCODE;
        boolean timeless = !taken.contains(Field.PLACED_AT) && taken.contains(Field.ORDER_ID);
        if (timeless
                && values.stream().noneMatch(value -> value.matches("[0-9.]+"))
                && Dates.find(values, false)
                        .filter(found -> found.share() > SURE)
                        .isPresent()) return Field.PLACED_AT;
        return null;
    }

    private static boolean known(List<String> values) {
        return values.stream().allMatch(wharf.geography.Countries::isKnown);
    }

    private static double share(List<String> values, Pattern pattern) {
        return (double) values.stream()
                        .map(String::strip)
                        .filter(value -> value.length() <= LONGEST
                                && pattern.matcher(value).matches())
                        .count()
                / values.size();
    }
}
