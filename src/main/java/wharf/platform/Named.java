package wharf.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.platform.Naming.Thing;

/** Texts with ids in them, and what these are: says each in people's words. For templates. */
public record Named(Map<UUID, Thing> things) {
    private static final Pattern ID =
            Pattern.compile("(?<!\\p{XDigit})\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}(?!\\p{XDigit})");

    /** A piece of a text: words, or the name of a thing, which then has an id and maybe a page. */
    public record Piece(
            String text, @Nullable UUID id, @Nullable String path) {}

    /** Knows these things only. */
    public static Named of(Collection<Thing> things) {
        return new Named(things.stream().collect(Collectors.toMap(Thing::id, Function.identity())));
    }

    /** The ids in texts. */
    static Set<UUID> ids(Collection<? extends @Nullable String> texts) {
        var ids = new HashSet<UUID>();
        for (var text : texts)
            if (text != null) ID.matcher(text).results().forEach(found -> ids.add(UUID.fromString(found.group())));
        return ids;
    }

    public Optional<Thing> find(UUID id) {
        return Optional.ofNullable(things.get(id));
    }

    /** What a thing is called; its id where nobody knows. */
    public String name(UUID id) {
        return say(id.toString());
    }

    /** The text with names in the place of ids; ids that nobody knows stay. */
    public String say(String text) {
        return pieces(text).stream().map(Piece::text).collect(Collectors.joining());
    }

    /** The things that a text speaks of. */
    public List<Thing> in(String text) {
        return ids(List.of(text)).stream()
                .map(things::get)
                .filter(Objects::nonNull)
                .sorted(java.util.Comparator.comparingInt(
                        thing -> text.indexOf(thing.id().toString())))
                .toList();
    }

    public List<Piece> pieces(String text) {
        var pieces = new ArrayList<Piece>();
        var ids = ID.matcher(text);
        int end = 0;
        while (ids.find()) {
            var thing = things.get(UUID.fromString(ids.group()));
            if (thing == null) continue;
            if (ids.start() > end) pieces.add(new Piece(text.substring(end, ids.start()), null, null));
            pieces.add(new Piece(thing.name(), thing.id(), thing.path()));
            end = ids.end();
        }
        if (end < text.length()) pieces.add(new Piece(text.substring(end), null, null));
        return pieces;
    }

    /** As {@link #pieces}, with a capital at its beginning, unless that is an id nobody knows. */
    public List<Piece> sentence(String text) {
        var pieces = new ArrayList<>(pieces(text));
        if (pieces.isEmpty()) return pieces;
        var first = pieces.getFirst();
        if (!ID.matcher(first.text()).lookingAt())
            pieces.set(0, new Piece(Shown.sentence(first.text()), first.id(), first.path()));
        return pieces;
    }

    Named with(Map<UUID, Thing> others) {
        var all = new HashMap<>(things);
        all.putAll(others);
        return new Named(all);
    }
}
