package wharf.endpoints;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spoils a good body in one place: a value of JSON, a cell of anything else, which is taken for CSV. Works on text, so that it can also
 * write what no JSON library would.
 */
final class Mutation {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "\"text\"",
            "\"\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"unknown\": 1}",
            "0",
            "-1",
            "1.5",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e308",
            "1e999999999",
            "123456789012345678901234567890123456789012345678901234567890",
            "NaN",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u0000\\ud800x\"",
            "\"2026-13-45\"",
            "\"99999-01-01T00:00:00Z\"",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"00000000-0000-0000-0000-000000000000\"");
    private static final String MARK = "\"@@here@@\"";
    private static final Pattern CELL = Pattern.compile("[^,\\n]+");
    private static final int DEEP = 20_000;

    private final JsonMapper json = JsonMapper.shared();
    private final Naughty naughty;
    private final RandomGenerator random;

    Mutation(Naughty naughty, RandomGenerator random) {
        this.naughty = naughty;
        this.random = random;
    }

    byte[] spoil(String good) {
        return switch (random.nextInt(12)) {
            case 0 -> bytes(good.substring(0, random.nextInt(good.length())));
            case 1 -> bytes("[".repeat(DEEP));
            case 2 -> bytes("{\"a\":".repeat(DEEP));
            case 3 -> bytes(VALUES.get(random.nextInt(VALUES.size())));
            case 4 -> notUtf8(good);
            case 5 -> bytes(good + good);
            default -> bytes(replaced(good));
        };
    }

    /** Every place of the body replaced by every special value, one at a time: for the systematic part. */
    List<byte[]> everyPlaceByEveryValue(String good) {
        var bodies = new ArrayList<byte[]>();
        int places = countPlaces(good);
        for (int place = 0; place < places; place++)
            for (var value : VALUES) bodies.add(bytes(with(good, place, value)));
        return bodies;
    }

    private String replaced(String good) {
        int place = random.nextInt(countPlaces(good));
        var value = random.nextInt(3) == 0
                ? VALUES.get(random.nextInt(VALUES.size()))
                : json.writeValueAsString(naughty.any(random));
        return with(good, place, value);
    }

    private int countPlaces(String good) {
        return isJson(good)
                ? places(json.readTree(good)).size()
                : (int) CELL.matcher(good).results().count();
    }

    private String with(String good, int place, String value) {
        if (isJson(good)) return marked(good, place).replace(MARK, value);
        var cell = CELL.matcher(good).results().skip(place).findFirst().orElseThrow();
        return good.substring(0, cell.start()) + value + good.substring(cell.end());
    }

    private static boolean isJson(String body) {
        return body.startsWith("{") || body.startsWith("[");
    }

    private String marked(String good, int place) {
        var tree = json.readTree(good);
        places(tree).get(place).run();
        return json.writeValueAsString(tree);
    }

    /** For every value inside, what puts the mark in its place; and for every object, a field it does not know. */
    private List<Runnable> places(JsonNode node) {
        var found = new ArrayList<Runnable>();
        collect(node, found);
        return found;
    }

    private static void collect(JsonNode node, List<Runnable> found) {
        if (node instanceof ObjectNode object) {
            found.add(() -> object.put("unknownField", "@@here@@"));
            for (var name : List.copyOf(object.propertyNames())) {
                found.add(() -> object.put(name, "@@here@@"));
                collect(object.get(name), found);
            }
        }
        if (node instanceof ArrayNode array)
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                found.add(() -> array.set(index, "@@here@@"));
                collect(array.get(i), found);
            }
    }

    private byte[] notUtf8(String good) {
        var bytes = bytes(good);
        bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
        return bytes;
    }

    /** One form field spoilt. */
    Map<String, String> spoil(Map<String, String> form) {
        var fields = new LinkedHashMap<>(form);
        if (fields.isEmpty()) return fields;
        var names = List.copyOf(fields.keySet());
        fields.put(names.get(random.nextInt(names.size())), naughty.anyShort(random));
        return fields;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
