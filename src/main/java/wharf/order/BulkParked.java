package wharf.order;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import wharf.platform.bulk.BulkAction;
import wharf.shared.Authority;

/** Says of many parked messages at once what was done about them. */
@Component
class BulkParked implements BulkAction.Final {
    private static final String MESSAGE = "parked message";

    private final ParkedMessages messages;

    BulkParked(ParkedMessages messages) {
        this.messages = messages;
    }

    @Override
    public String name() {
        return "resolve-messages";
    }

    @Override
    public String list() {
        return "parked-messages";
    }

    @Override
    public String label() {
        return "Dealt with";
    }

    @Override
    public String authority() {
        return Authority.ORDERS_WRITE;
    }

    @Override
    public List<Question> questions() {
        return List.of(new Question("resolution", "What was done", "Kept with each", true, List.of()));
    }

    @Override
    public Map<String, String> names(List<String> keys) {
        return names(messages, keys);
    }

    @Override
    public String path(String key) {
        return page(key);
    }

    @Override
    public void apply(String key, Map<String, String> answers) {
        messages.resolve(id(key), Objects.requireNonNull(answers.get("resolution")));
    }

    static Map<String, String> names(ParkedMessages messages, List<String> keys) {
        return messages.names(keys.stream().map(BulkParked::id).toList()).entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().toString(), Map.Entry::getValue));
    }

    static String page(String key) {
        return "/parked-messages/" + key;
    }

    static UUID id(String key) {
        return BulkAction.id(MESSAGE, key);
    }
}
