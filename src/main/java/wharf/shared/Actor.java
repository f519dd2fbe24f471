package wharf.shared;

/** Who does something: a person on the staff, a shopper, an API token or Wharf itself. The name is what history shows. */
public record Actor(Kind kind, String name) {
    public enum Kind {
        USER,
        TOKEN,
        SHOPPER,
        SYSTEM
    }

    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, "wharf");

    public static Actor user(String name) {
        return new Actor(Kind.USER, name);
    }

    public static Actor token(String name) {
        return new Actor(Kind.TOKEN, name);
    }

    /** Somebody who holds a signed link or buys at the checkout. */
    public static Actor shopper(String name) {
        return new Actor(Kind.SHOPPER, name);
    }

    /** What a part of Wharf does by itself, named after the part. */
    public static Actor system(String part) {
        return new Actor(Kind.SYSTEM, part);
    }
}
