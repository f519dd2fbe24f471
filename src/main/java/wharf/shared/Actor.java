package wharf.shared;

import java.util.Locale;

/**
 * Who does something: a person on the staff, a shopper, an API token or Wharf itself.
 *
 * @param name what history shows; two may have the same
 * @param key stable and unique, such as {@code user:0190…} or {@code token:0190…}: who has a batch or a session is told by it
 */
public record Actor(Kind kind, String name, String key) {
    public enum Kind {
        USER,
        TOKEN,
        SHOPPER,
        SYSTEM
    }

    public static final Actor SYSTEM = system("wharf");

    /** Known by nothing but the name: before sign-in, for instance. */
    public static Actor user(String name) {
        return named(Kind.USER, name);
    }

    /** Somebody who holds a signed link or buys at the checkout. */
    public static Actor shopper(String name) {
        return named(Kind.SHOPPER, name);
    }

    /** What a part of Wharf does by itself, named after the part. */
    public static Actor system(String part) {
        return named(Kind.SYSTEM, part);
    }

    private static Actor named(Kind kind, String name) {
        return new Actor(kind, name, kind.name().toLowerCase(Locale.ROOT) + ":" + name);
    }
}
