package wharf.bench.walk;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import wharf.walking.Layout;
import wharf.walking.Load;
import wharf.walking.Stop;

/**
 * The text format of Heßler and Irnich for the single-block instances of Henn and Wäscher, Muter and Öncan, and single
 * picker routing: header, then {@code ARTICLE_SECTION}, {@code SKU_SECTION} and {@code ORDER_SECTION}. Cells count from
 * the top cross aisle. Where an article lies in several places, the first is taken.
 */
final class HennFile {
    private final Map<String, String> header = new HashMap<>();
    private final Map<String, Integer> weights = new HashMap<>();
    private final Map<String, Stop> places = new HashMap<>();
    private final List<Map<String, Integer>> orders = new ArrayList<>();

    static Instance read(Path file) throws IOException {
        var reader = new HennFile();
        var section = "";
        for (var line : Files.readAllLines(file, Charset.forName("windows-1252"))) {
            if (line.strip().endsWith("_SECTION")) {
                section = line.strip();
            } else {
                reader.line(section, line.strip().split("\\s+"), line);
            }
        }
        if (reader.orders.isEmpty() || reader.places.isEmpty()) {
            throw new IOException(file + " holds " + reader.places.size() + " places and " + reader.orders.size()
                    + " orders; is it complete?");
        }
        return reader.instance(file.getFileName().toString());
    }

    private void line(String section, String[] words, String line) {
        switch (section) {
            case "ARTICLE_SECTION" -> article(words);
            case "SKU_SECTION" -> sku(words);
            case "ORDER_SECTION" -> order(words);
            default -> {
                var colon = line.indexOf(':');
                if (colon > 0) {
                    header.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
                }
            }
        }
    }

    private void article(String[] words) {
        if (words[0].equals("ID")) {
            weights.put(words[1], words.length > 3 ? Integer.parseInt(words[3]) : 1);
        }
    }

    private void sku(String[] words) {
        if (words[0].equals("ID")) {
            var aisle = Integer.parseInt(words[3]);
            var cell = Integer.parseInt(words[5]);
            places.putIfAbsent(words[1], new Stop(aisle + "/" + cell, aisle, position(cell), Stop.Side.LEFT));
        }
    }

    private void order(String[] words) {
        if (words[0].startsWith("NUM_ARTICLES_IN_ORDER")) {
            orders.add(new HashMap<>());
        } else if (words[0].equals("ID")) {
            orders.getLast().merge(words[1], Integer.parseInt(words[3]), Integer::sum);
        }
    }

    private Instance instance(String name) {
        var pitch = length("DISTANCE_AISLE_TO_AISLE");
        var depth = length("DISTANCE_TOP_TO_CELL") + length("DISTANCE_BOTTOM_TO_CELL")
                + (number("NUM_CELLS") - 1) * length("DISTANCE_CELL_TO_CELL");
        var layout = Layout.singleBlock(number("NUM_AISLES"), pitch, depth)
                .withDepot(number("DEPOT_AISLE") * pitch, length("DISTANCE_TOP_OR_BOTTOM_TO_DEPOT"), false);
        var loads = new ArrayList<Load<Stop>>();
        for (var order : orders) {
            var size = order.entrySet().stream()
                    .mapToInt(e -> e.getValue() * weights.getOrDefault(e.getKey(), 1))
                    .sum();
            loads.add(new Load<>(
                    Integer.toString(loads.size()), order.keySet().stream().map(places::get).toList(), size));
        }
        return new Instance(name, layout, loads, Integer.parseInt(header.getOrDefault("PICKER_CAPACITY", "0")));
    }

    /** From the cross aisle where the depot is. */
    private int position(int cellFromTop) {
        var top = text("DEPOT_LOCATION").equalsIgnoreCase("top");
        var cells = top ? cellFromTop : number("NUM_CELLS") - 1 - cellFromTop;
        return length(top ? "DISTANCE_TOP_TO_CELL" : "DISTANCE_BOTTOM_TO_CELL") + cells * length("DISTANCE_CELL_TO_CELL");
    }

    private int number(String key) {
        return Integer.parseInt(text(key));
    }

    private int length(String key) {
        return Instance.scaled(text(key));
    }

    private String text(String key) {
        return requireNonNull(header.get(key), () -> "The file lacks " + key);
    }
}
