package wharf.platform.list;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Shown;

/** What stands in one field of a list. For templates. */
public sealed interface Cell {
    /** @param quiet said beside it in grey; may be empty */
    record Text(String text, String quiet) implements Cell {}

    /** Leads somewhere. @param under said below it in grey; may be empty */
    record Link(String path, String text, String under) implements Cell {}

    /** An item that leads somewhere, with its picture. */
    record Pictured(UUID item, Link link) implements Cell {}

    /** A point of time; null for none yet. */
    record At(@Nullable Instant instant) implements Cell {}

    record Badges(List<Badge> badges) implements Cell {}

    /** @param tone one of the colours that {@code wharf.css} keeps readable: green, blue, cyan, yellow, orange, red, secondary */
    record Badge(String text, String tone) {}

    static Cell text(@Nullable Object text) {
        return new Text(text == null ? "" : text.toString(), "");
    }

    static Cell text(@Nullable Object text, @Nullable Object quiet) {
        return new Text(text == null ? "" : text.toString(), quiet == null ? "" : quiet.toString());
    }

    /** A constant as words. */
    static Cell words(@Nullable String constant) {
        return text(constant == null ? "" : Shown.words(constant));
    }

    static Cell link(String path, Object text) {
        return new Link(path, text.toString(), "");
    }

    static Cell link(String path, Object text, @Nullable String under) {
        return new Link(path, text.toString(), under == null ? "" : under);
    }

    static Cell pictured(UUID item, String path, Object text, @Nullable String under) {
        return new Pictured(item, new Link(path, text.toString(), under == null ? "" : under));
    }

    static Cell at(@Nullable Instant instant) {
        return new At(instant);
    }

    static Cell money(long minor, String currency) {
        return text(Shown.money(minor, currency));
    }

    static Cell badge(String text, String tone) {
        return new Badges(List.of(new Badge(text, tone)));
    }

    static Cell badges(Collection<Badge> badges) {
        return new Badges(List.copyOf(badges));
    }
}
