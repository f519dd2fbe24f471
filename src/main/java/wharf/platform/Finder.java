package wharf.platform;

import java.util.List;

/** Finds a module's things by what people type or scan anywhere: the command palette asks every one. A module declares one as a bean. */
public interface Finder {
    /** What is found, in the plural: {@code Orders}. */
    String kind();

    /** One of {@link wharf.shared.Authority}; who lacks it is not shown what this finds. */
    String authority();

    /** The best matches in the visitor's scope, at most so many; asked in a read-only transaction while somebody types. */
    List<Found> find(String text, int most);

    /** @param detail what tells it from its like @param link absolute path of its page */
    record Found(String title, String detail, String link) {}
}
