package wharf.returns.web;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import wharf.platform.Filters;
import wharf.returns.ReturnState;

/** What the list of returns is narrowed to, as its address says it. For templates. */
public record ReturnSearch(
        @Nullable String merchant,
        @Nullable ReturnState state,
        @Nullable String reason,
        @Nullable String number,
        @Nullable Boolean failed,
        @Nullable Boolean decide,
        @Nullable String after,
        @Nullable String before) {
    /** The filters without the place in the list. */
    public Filters filters() {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("number", number);
        values.put("state", state);
        values.put("reason", reason);
        values.put("failed", failed);
        values.put("decide", decide);
        values.put("merchant", merchant);
        return Filters.of(values);
    }

    public boolean is(ReturnState other) {
        return state == other;
    }
}
