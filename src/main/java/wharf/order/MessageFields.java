package wharf.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.json.JsonMapper;
import wharf.shared.Problem;

/**
 * The fields of a message that is JSON, in their order, by path such as {@code items[0].price}: at which line each is, and what it says. Of a
 * text that stops being JSON, those before that.
 */
final class MessageFields {
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private boolean whole;
    private int stops;

    private MessageFields() {}

    static MessageFields of(JsonMapper json, String text) {
        var fields = new MessageFields();
        try (var parser = json.createParser(text)) {
            while (parser.nextToken() != null) fields.add(parser);
            fields.whole = true;
        } catch (JacksonException noJson) {
            var at = noJson.getLocation();
            fields.stops = at == null ? 0 : Math.max(0, at.getLineNr());
        }
        return fields;
    }

    private void add(JsonParser parser) {
        var token = parser.currentToken();
        if (token == JsonToken.PROPERTY_NAME || token.isStructEnd()) return;
        var context = parser.streamReadContext();
        var path = path(token.isStructStart() ? context.getParent() : context);
        lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr());
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL)
            values.put(path, Objects.requireNonNull(parser.getString()));
    }

    private static String path(@Nullable TokenStreamContext innermost) {
        var steps = new ArrayList<String>();
        for (var at = innermost; at != null && !at.inRoot(); at = at.getParent()) {
            steps.add(at.inArray() ? "[" + at.getCurrentIndex() + "]" : "." + at.currentName());
        }
        var path = String.join("", steps.reversed());
        return path.startsWith(".") ? path.substring(1) : path;
    }

    /** The line that a problem is about: of its field, of what that would be in, or where the text stops being JSON; null when it is about none. */
    @Nullable
    Integer line(Problem problem) {
        if (problem.code().equals("malformed-json") && stops > 0) return stops;
        return line(problem.field());
    }

    private @Nullable Integer line(String field) {
        for (var path = field; !path.isEmpty(); path = above(path)) {
            var line = lines.get(path);
            if (line != null) return line;
        }
        return null;
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    /** Where a token of a payment should be and a card number is: such a text must not be kept. */
    List<String> cardNumbers() {
        return values.entrySet().stream()
                .filter(field ->
                        field.getKey().endsWith("instrument") && OrderRules.looksLikeCardNumber(field.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What differs from an earlier text, field by field; null when one of them is no JSON. */
    @Nullable
    List<ParkedPage.Change> since(MessageFields before) {
        if (!whole || !before.whole) return null;
        var paths = new LinkedHashSet<>(before.values.keySet());
        paths.addAll(values.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(before.values.get(path), values.get(path)))
                .map(path -> new ParkedPage.Change(path, before.values.get(path), values.get(path)))
                .toList();
    }
}
