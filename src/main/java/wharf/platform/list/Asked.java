package wharf.platform.list;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import wharf.platform.Filters;
import wharf.shared.Refusal;

/** What a list is narrowed to, as its address says it. Values are read here, so that every list refuses nonsense in the same words. */
public final class Asked {
    private static final int LONGEST = 200;

    private final Filters filters;

    Asked(Listing<?> listing, Map<String, String> parameters) {
        var kept = new LinkedHashMap<String, @Nullable String>();
        for (var filter : listing.filters()) {
            var value = parameters.get(filter.name());
            if (value != null && value.length() > LONGEST)
                throw Refusal.invalid(
                        "too-long", filter.name(), value, "Search for at most " + LONGEST + " characters.");
            kept.put(filter.name(), value == null ? null : value.strip());
        }
        this.filters = Filters.of(kept);
    }

    public Filters filters() {
        return filters;
    }

    /** Null when it is not asked for. */
    public @Nullable String text(String name) {
        return filters.values().get(name);
    }

    /** {@code true}, {@code false}, or null for either. */
    public @Nullable Boolean flag(String name) {
        var value = text(name);
        if (value == null) return null;
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.invalid("wrong-type", name, value, "Say true or false, or leave it out.");
        };
    }

    /** Whether it is asked for by {@code true}. */
    public boolean wants(String name) {
        return Boolean.TRUE.equals(flag(name));
    }

    /** One of the constants; null for any. */
    public <E extends Enum<E>> @Nullable E one(String name, Class<E> type) {
        var value = text(name);
        if (value == null) return null;
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "wrong-type",
                        name,
                        value,
                        "Choose one of " + Arrays.toString(type.getEnumConstants()) + ", or leave it out."));
    }
}
