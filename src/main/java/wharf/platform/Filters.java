package wharf.platform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters of a list on a screen, to be carried on in the addresses of its links. Those left empty are not there. */
public record Filters(Map<String, String> values) {
    /** Keeps the order given. */
    public static Filters of(Map<String, ? extends @Nullable Object> values) {
        var kept = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> {
            if (value != null && !value.toString().isBlank()) kept.put(name, value.toString());
        });
        return new Filters(kept);
    }

    /** The query of an address with these filters, such as {@code ?text=mug}; empty when there are none. */
    public String query() {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** The query with one more parameter. */
    public String with(String name, String value) {
        return and(name, value).query();
    }

    /** These and one more. */
    public Filters and(String name, String value) {
        var more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Filters(more);
    }

    /** These but one. */
    public Filters without(String name) {
        var fewer = new LinkedHashMap<>(values);
        fewer.remove(name);
        return new Filters(fewer);
    }

    public boolean none() {
        return values.isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
