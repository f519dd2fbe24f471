package wharf.bench;

import java.util.LinkedHashMap;
import tools.jackson.databind.json.JsonMapper;

/** The one line a benchmark ends with. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String of(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        return MAPPER.writeValueAsString(map);
    }
}
