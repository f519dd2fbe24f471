package wharf.endpoints;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request to an endpoint, with everything filled in. */
record Call(
        String method,
        String pattern,
        Map<String, String> path,
        Map<String, String> query,
        @Nullable String json,
        @Nullable Map<String, String> form) {
    /** The address; a variable's value is encoded, a pattern's {@code **} becomes one segment. */
    String address() {
        var address = pattern;
        for (var variable : path.entrySet())
            address = address.replaceAll(
                    "\\{\\*?" + variable.getKey() + "(:[^}]*)?}",
                    java.util.regex.Matcher.quoteReplacement(Api.encoded(variable.getValue())));
        return query.isEmpty() ? address : address + "?" + encoded(query);
    }

    HttpResponse<String> by(Api caller) {
        if (form != null)
            return caller.send(
                    method,
                    address(),
                    encoded(form).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    "application/x-www-form-urlencoded");
        return caller.send(method, address(), json);
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> Api.encoded(field.getKey()) + "=" + Api.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
