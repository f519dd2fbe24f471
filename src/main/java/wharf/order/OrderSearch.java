package wharf.order;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import wharf.platform.Filters;

/** What the list of orders is narrowed to, as its address says it. For templates. */
public record OrderSearch(
        @Nullable String merchant,
        @Nullable OrderState state,
        @Nullable Boolean held,
        @Nullable Boolean backordered,
        @Nullable String channel,
        @Nullable String text,
        @Nullable String after,
        @Nullable String before,
        @Nullable Boolean imported) {
    /** The filters without the place in the list. */
    public Filters filters() {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("text", text);
        values.put("state", state);
        values.put("held", held);
        values.put("backordered", backordered);
        values.put("channel", channel);
        values.put("merchant", merchant);
        values.put("imported", imported);
        return Filters.of(values);
    }

    public boolean is(OrderState other) {
        return state == other;
    }
}
