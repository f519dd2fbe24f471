package wharf.returns.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import wharf.returns.ReturnPolicy;
import wharf.returns.ReturnReason;
import wharf.shared.Refusal;

/** The reasons of a policy as rows of a form: people read and write words, and Wharf keeps the codes. */
public final class PolicyReasons {
    private static final int EMPTY_ROWS = 3;
    private static final int LAST = Integer.MAX_VALUE;

    private PolicyReasons() {}

    /**
     * A row.
     *
     * @param code empty for a reason that is yet to be put into words
     * @param words what shoppers who read English see; null where the merchant writes it
     * @param place 1 is the first one offered; null where it is not offered
     */
    public record Row(
            String code,
            @Nullable String words,
            String label,
            @Nullable Integer place,
            ReturnReason.Payer payer,
            boolean ourFault) {}

    /** What is offered in its order, what could be offered, and room for reasons of their own. */
    static List<Row> of(ReturnPolicy policy) {
        var english = ReturnWords.in("en", "en");
        var rows = new ArrayList<Row>();
        for (var reason : policy.reasons()) rows.add(row(reason, rows.size() + 1, english));
        ReturnPolicy.STANDARD.stream()
                .filter(reason -> policy.reason(reason.code()).isEmpty())
                .forEach(reason -> rows.add(row(reason, null, english)));
        for (int i = 0; i < EMPTY_ROWS; i++) rows.add(new Row("", null, "", null, ReturnReason.Payer.SHOPPER, false));
        return rows;
    }

    private static Row row(ReturnReason reason, @Nullable Integer place, ReturnWords english) {
        return new Row(
                reason.code(),
                ReturnPolicy.KNOWN.contains(reason.code()) ? english.reason(reason) : null,
                reason.label() == null ? "" : reason.label(),
                place,
                reason.payer(),
                reason.ourFault());
    }

    private record Placed(int place, ReturnReason reason) {}

    /** As the form was sent, in the order of their places; rows without a place or without words are left out. */
    static List<ReturnReason> read(MultiValueMap<String, String> form) {
        var codes = sent(form, "reasonCode");
        var taken = new HashSet<>(ReturnPolicy.KNOWN);
        taken.addAll(codes);
        var read = new ArrayList<Placed>();
        for (int i = 0; i < codes.size(); i++) {
            var code = codes.get(i);
            var label = at(form, "reasonLabel", i);
            var place = at(form, "reasonPlace", i);
            if (code.isEmpty() ? label.isEmpty() : place.isEmpty()) continue;
            if (code.isEmpty()) taken.add(code = ReturnReason.code(label, taken));
            read.add(new Placed(
                    place(place, i),
                    new ReturnReason(
                            code,
                            label.isEmpty() ? null : label,
                            payer(at(form, "reasonPayer", i), i),
                            at(form, "reasonFault", i).equals("true"))));
        }
        return read.stream()
                .sorted(Comparator.comparingInt(Placed::place))
                .map(Placed::reason)
                .toList();
    }

    private static int place(String given, int row) {
        if (given.isEmpty()) return LAST;
        if (!given.matches("[0-9]{1,3}"))
            throw Refusal.invalid(
                    "bad-number",
                    "reasons[" + row + "].place",
                    given,
                    "Give the place of a reason as 1, 2, 3, …, or leave it empty to offer it no more.");
        return Integer.parseInt(given);
    }

    private static ReturnReason.Payer payer(String given, int row) {
        return Stream.of(ReturnReason.Payer.values())
                .filter(payer -> payer.name().equals(given))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "unknown-value",
                        "reasons[" + row + "].payer",
                        given,
                        "Say who pays the postage: MERCHANT or SHOPPER."));
    }

    private static List<String> sent(MultiValueMap<String, String> form, String field) {
        return form.getOrDefault(field, List.of()).stream().map(String::strip).toList();
    }

    private static String at(MultiValueMap<String, String> form, String field, int row) {
        var sent = form.getOrDefault(field, List.of());
        return row < sent.size() ? sent.get(row).strip() : "";
    }
}
