package wharf.order;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.web.JsonText;
import wharf.shared.Refusal;

/** The text of parked messages that are JSON. */
@Component
public class MessageText {
    private final JsonMapper json;

    MessageText(JsonMapper json) {
        this.json = json;
    }

    /** What the text says; a {@link Refusal} says which field cannot be read, or at which line it stops being JSON. */
    public <T> T read(String text, Class<T> type) {
        return JsonText.read(json, text, type);
    }

    /** A field a line, to be read and mended by people. */
    public String write(Object message) {
        var text = json.writerWithDefaultPrettyPrinter().writeValueAsString(message);
        return text.replace(System.lineSeparator(), "\n");
    }
}
