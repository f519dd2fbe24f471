package wharf.channel.olist;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import wharf.order.MessageText;
import wharf.order.ParkedForm;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** The rows of one order as JSON: imported again as if they stood alone in the tables. */
@Component
class OlistForm implements ParkedForm {
    static final String NAME = "olist";

    private final MessageText texts;
    private final OlistImport imports;

    OlistForm(MessageText texts, OlistImport imports) {
        this.texts = texts;
        this.imports = imports;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String draft(JsonNode raw) {
        try {
            return texts.write(
                    texts.read(raw.toString(), OlistTables.Message.class).toBeFilledIn());
        } catch (Refusal unreadable) {
            return texts.write(raw);
        }
    }

    @Override
    public Taking take(About about, String text) {
        try {
            var message = texts.read(text, OlistTables.Message.class);
            var strange = strange(about, message);
            return strange.isEmpty() ? imports.again(about.merchant(), message) : new Taking.Wrong(strange);
        } catch (Refusal refused) {
            return new Taking.Wrong(refused.problems());
        }
    }

    /** Rows that are of another order than the message. */
    private static List<Problem> strange(About about, OlistTables.Message message) {
        var own = about.externalId();
        if (own == null) return List.of();
        var problems = new ArrayList<Problem>();
        if (!own.equals(message.order().id()))
            problems.add(other("order.order_id", message.order().id(), own));
        Stream.concat(
                        rows(
                                "items",
                                own,
                                message.lines().stream()
                                        .map(OlistTables.Line::order)
                                        .toList()),
                        rows(
                                "payments",
                                own,
                                message.payments().stream()
                                        .map(OlistTables.Payment::order)
                                        .toList()))
                .forEach(problems::add);
        return problems;
    }

    private static Stream<Problem> rows(String table, String own, List<String> orders) {
        return IntStream.range(0, orders.size())
                .filter(i -> !orders.get(i).isEmpty() && !orders.get(i).equals(own))
                .mapToObj(i -> other(table + "[" + i + "].order_id", orders.get(i), own));
    }

    private static Problem other(String field, String value, String own) {
        return Problem.of(
                "about-another",
                field,
                value,
                "This message is about order " + own + "; write that, and mend the rest.");
    }
}
