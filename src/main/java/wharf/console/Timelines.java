package wharf.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Items;
import wharf.platform.Decision;
import wharf.platform.Decisions;
import wharf.platform.Facts;
import wharf.platform.Shown;
import wharf.shared.ItemId;
import wharf.warehouse.Warehouses;

/** Facts and decisions about an order, or another root, in one line of time. */
@Component
class Timelines {
    private static final int WHOLE = 2000;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Facts facts;
    private final Decisions decisions;
    private final FactSentences sentences;
    private final Items items;
    private final Warehouses warehouses;

    Timelines(Facts facts, Decisions decisions, FactSentences sentences, Items items, Warehouses warehouses) {
        this.facts = facts;
        this.decisions = decisions;
        this.sentences = sentences;
        this.items = items;
        this.warehouses = warehouses;
    }

    /** Oldest first; of one instant, a decision comes before what it led to. */
    @Transactional(readOnly = true)
    public List<Moment> of(UUID root, Locale language) {
        var moments = new ArrayList<Moment>();
        var entries = facts.timeline(root, 0, WHOLE);
        var names = names(entries);
        var currency = currency(entries);
        decisions.about(root).forEach(decision -> moments.add(moment(named(decision, names, currency), language)));
        var reader = FactSentences.Reader.of(language);
        entries.forEach(fact -> moments.add(sentences.moment(fact, reader, names)));
        moments.sort(Comparator.comparing(Moment::at));
        return moments;
    }

    /** What people call the items and sites that the facts name by id. */
    private Map<String, String> names(List<Facts.Entry> entries) {
        var names = new HashMap<String, String>();
        warehouses.all().forEach(site -> names.put(site.id().toString(), site.name()));
        var ids = entries.stream()
                .map(fact -> sentences.value(fact, "item"))
                .filter(Objects::nonNull)
                .distinct()
                .map(ItemId::of)
                .toList();
        items.find(ids).forEach((id, item) -> names.put(id.toString(), item.sku()));
        return names;
    }

    /** What of a root's timeline is about one subject, oldest first. */
    @Transactional(readOnly = true)
    public List<Moment> about(UUID root, UUID subject, Locale language) {
        var entries = facts.timeline(root, 0, WHOLE).stream()
                .filter(fact -> fact.subject().equals(subject))
                .toList();
        var names = names(entries);
        var reader = FactSentences.Reader.of(language);
        return entries.stream()
                .map(fact -> sentences.moment(fact, reader, names))
                .sorted(Comparator.comparing(Moment::at))
                .toList();
    }

    /** The currency of the order, in which the costs of its cartons are meant. */
    private @Nullable String currency(List<Facts.Entry> entries) {
        return entries.stream()
                .map(fact -> sentences.value(fact, "currency"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Object> priced(Map<String, ?> figures, @Nullable String currency) {
        var priced = new LinkedHashMap<String, Object>(figures);
        if (currency != null && !figures.isEmpty()) priced.putIfAbsent("currency", currency);
        return priced;
    }

    /** What was packed is called by its SKU; an item that no fact names, by what it is. */
    private static Decision named(Decision decision, Map<String, String> names, @Nullable String currency) {
        var candidates = decision.candidates().stream()
                .map(one -> new Decision.Candidate(
                        one.name(),
                        one.feasible(),
                        decision.kind().equals("carton") ? priced(one.figures(), currency) : one.figures(),
                        ID.matcher(one.remark())
                                .replaceAll(id -> Matcher.quoteReplacement(names.getOrDefault(id.group(), "an item")))))
                .toList();
        return decision.with(candidates);
    }

    private Moment moment(Decision decision, Locale language) {
        return new Moment(
                decision.decidedAt(),
                sentences.decided(
                        Shown.words(decision.kind()),
                        decision.kind().equals("service") ? Shown.service(decision.chosen()) : decision.chosen(),
                        language),
                "",
                null,
                Map.of(),
                decision);
    }
}
