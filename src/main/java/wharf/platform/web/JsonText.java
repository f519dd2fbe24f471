package wharf.platform.web;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;
import wharf.shared.Refusal;

/** Reads JSON that people have written: as strictly as a request's body, and each field once. */
public final class JsonText {
    private JsonText() {}

    /** The value; refuses what is none, saying which field is wrong or at which line it stops being JSON. */
    public static <T> T read(JsonMapper json, String text, Class<T> type) {
        try {
            T value = json.readerFor(type)
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .readValue(text);
            if (value == null)
                throw Refusal.invalid("missing", "", null, "Expected " + JsonFaults.expected(type) + ".");
            return value;
        } catch (JacksonException wrong) {
            throw Refusal.invalid(JsonFaults.of(wrong).errors());
        }
    }
}
