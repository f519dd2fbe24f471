package wharf.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import wharf.platform.bulk.BulkAction;
import wharf.shared.Authority;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Takes many parked messages again, as they are: what they lacked may be there by now. */
@Component
class BulkTaking implements BulkAction.Together {
    private final ParkedMessages messages;
    private final Mending mending;

    BulkTaking(ParkedMessages messages, Mending mending) {
        this.messages = messages;
        this.mending = mending;
    }

    @Override
    public String name() {
        return "take-messages";
    }

    @Override
    public String list() {
        return "parked-messages";
    }

    @Override
    public String label() {
        return "Take again";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public String authority() {
        return Authority.ORDERS_WRITE;
    }

    @Override
    public Map<String, String> names(List<String> keys) {
        return BulkParked.names(messages, keys);
    }

    @Override
    public String path(String key) {
        return BulkParked.page(key);
    }

    @Override
    public Map<String, String> apply(List<String> keys, Map<String, String> answers) {
        var refused = new HashMap<String, String>();
        for (var key : keys) {
            try {
                take(BulkParked.id(key));
            } catch (Refusal refusal) {
                refused.put(key, told(refusal.problems()));
            }
        }
        return refused;
    }

    private void take(UUID id) {
        var message = messages.find(id);
        if (!message.waits() && message.orderId() != null) return;
        if (mending.again(id) instanceof Mending.Outcome.StillWrong wrong) throw Refusal.invalid(wrong.problems());
    }

    private static String told(List<Problem> problems) {
        return problems.stream().map(BulkTaking::told).distinct().collect(Collectors.joining(" "));
    }

    private static String told(Problem problem) {
        var where = problem.field() + (problem.value() == null ? "" : " “" + problem.value() + "”");
        return where.isEmpty() ? problem.message() : where.strip() + ": " + problem.message();
    }
}
