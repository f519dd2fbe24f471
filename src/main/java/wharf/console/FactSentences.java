package wharf.console;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Facts;
import wharf.platform.Figures;
import wharf.platform.Shown;

/** Says facts in people's words, from {@code i18n/facts*.properties}. A type without a sentence is shown as it is. */
@Component
class FactSentences {
    private static final String BUNDLE = "i18n.facts";
    private static final Pattern FIELD = Pattern.compile("\\{(\\w+)}");

    /** Who did what no person did. */
    private static final String ITSELF = "Wharf";

    /** What only Wharf itself makes use of. */
    private static final Set<String> INSIDE = Set.of("cause", "lines", "tender");

    private static final TypeReference<Map<String, @Nullable Object>> DATA = new TypeReference<>() {};

    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final JsonMapper json;

    FactSentences(JsonMapper json) {
        this.json = json;
    }

    /** Languages with sentences; English for any other. */
    static Locale language(Locale wished) {
        return wished.getLanguage().equals("es") ? Locale.of("es") : Locale.ENGLISH;
    }

    /** @param names of ids that facts hold, such as an item's SKU; ids without one are left out */
    Moment moment(Facts.Entry fact, Locale language, Map<String, String> names) {
        return moment(fact, new Reader(language, null, Locale.ENGLISH), names);
    }

    /**
     * @param language of the sentences
     * @param zone null when nobody knows it
     * @param country how days and times are written
     */
    record Reader(Locale language, @Nullable ZoneId zone, Locale country) {
        /** Whoever looks at the page that is being drawn. */
        static Reader of(Locale language) {
            var shell = Shell.current();
            return new Reader(language, shell.zone(), shell.locale());
        }
    }

    Moment moment(Facts.Entry fact, Reader reader, Map<String, String> names) {
        var data = data(fact, reader, names);
        var used = new java.util.HashSet<>(INSIDE);
        var type = fact.type();
        used.addAll(data.entrySet().stream()
                .filter(field -> field.getKey().equals("kind")
                        && type.endsWith("." + field.getValue().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .toList());
        return new Moment(
                fact.occurredAt(),
                sentence(type, data, used, reader.language()),
                fact.actorKind().equals("SYSTEM") ? ITSELF : fact.actor(),
                fact.reason(),
                details(data, used),
                null);
    }

    String decided(String kind, String chosen, Locale language) {
        return filled(
                bundle(language).getString("decided"),
                Map.of("kind", kind, "chosen", chosen),
                new java.util.HashSet<>());
    }

    /** Of the sentences of a type the first whose fields the fact has, else the plain one: of one unit another is said than of many. */
    private static String sentence(String type, Map<String, String> data, Set<String> used, Locale language) {
        var bundle = bundle(language);
        if (!bundle.containsKey(type)) return type;
        boolean one = "1".equals(data.get("units")) || "1".equals(data.get("quantity"));
        var sentences = Stream.of(type + (one ? ".one" : ""), type, type + ".less", type + ".least")
                .filter(bundle::containsKey)
                .map(bundle::getString)
                .toList();
        return filled(
                sentences.stream()
                        .filter(sentence -> fields(sentence).allMatch(data::containsKey))
                        .findFirst()
                        .orElse(bundle.getString(type)),
                data,
                used);
    }

    private static Stream<String> fields(String sentence) {
        return FIELD.matcher(sentence).results().map(field -> field.group(1));
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(BUNDLE, language(language), NO_OTHER_LANGUAGE);
    }

    private static String filled(String sentence, Map<String, String> data, Set<String> used) {
        return FIELD.matcher(sentence).replaceAll((MatchResult field) -> {
            used.add(field.group(1));
            return java.util.regex.Matcher.quoteReplacement(data.getOrDefault(field.group(1), "?"));
        });
    }

    /** The value of a field, such as the id of an item; null when the fact has none. */
    @Nullable
    String value(Facts.Entry fact, String field) {
        if (fact.data() == null) return null;
        var value = json.readValue(fact.data(), DATA).get(field);
        return value == null ? null : value.toString();
    }

    private Map<String, String> data(Facts.Entry fact, Reader reader, Map<String, String> names) {
        if (fact.data() == null) return Map.of();
        var data = new LinkedHashMap<>(json.readValue(fact.data(), DATA));
        for (var field : data.entrySet()) {
            var name = names.get(String.valueOf(field.getValue()));
            if (name != null) field.setValue(name);
        }
        return Figures.shown(data, reader.zone(), reader.country());
    }

    private static Map<String, String> details(Map<String, String> data, Set<String> used) {
        return data.entrySet().stream()
                .filter(entry -> !used.contains(entry.getKey()))
                .filter(entry ->
                        !entry.getValue().isEmpty() && !entry.getValue().equals("false"))
                .collect(Collectors.toMap(
                        entry -> Shown.name(entry.getKey()), Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
