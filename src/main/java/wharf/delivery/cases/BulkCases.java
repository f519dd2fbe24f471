package wharf.delivery.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import wharf.platform.Shown;
import wharf.platform.bulk.BulkAction;
import wharf.platform.list.Filter;
import wharf.shared.Authority;

/** Decides many open cases alike, where no sum has to be named: sent again, or nothing done. Shoppers are told, so it cannot be undone. */
@Component
class BulkCases implements BulkAction.Final {
    private final Cases cases;

    BulkCases(Cases cases) {
        this.cases = cases;
    }

    @Override
    public String name() {
        return "decide-cases";
    }

    @Override
    public String list() {
        return "cases";
    }

    @Override
    public String label() {
        return "Decide alike";
    }

    @Override
    public String authority() {
        return Authority.OPERATIONS_MANAGE;
    }

    @Override
    public boolean isTyped() {
        return true;
    }

    @Override
    public List<Question> questions() {
        var ways = List.of(
                new Filter.Option(Decision.Kind.REJECT.name(), "Close them: nothing is done"),
                new Filter.Option(Decision.Kind.RESHIP.name(), "Send the same items again"));
        var payers = Arrays.stream(Decision.Payer.values())
                .map(payer -> new Filter.Option(payer.name(), Shown.words(payer.name())))
                .toList();
        return List.of(
                new Question("decision", "Decision", "", true, ways),
                new Question("payer", "Who bears it", "", true, payers),
                new Question("because", "Reason", "Told to the shoppers", true, List.of()));
    }

    @Override
    public Map<String, String> names(List<String> keys) {
        return cases.names(keys.stream().map(key -> BulkAction.id("case", key)).toList()).entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().toString(), Map.Entry::getValue));
    }

    @Override
    public String path(String key) {
        return "/cases/" + key;
    }

    @Override
    public void apply(String key, Map<String, String> answers) {
        cases.decide(
                BulkAction.id("case", key),
                new Decision(
                        Decision.Kind.valueOf(answer(answers, "decision")),
                        Decision.Payer.valueOf(answer(answers, "payer")),
                        null,
                        answer(answers, "because")));
    }

    private static String answer(Map<String, String> answers, String name) {
        return Objects.requireNonNull(answers.get(name));
    }
}
