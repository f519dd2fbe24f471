package wharf.platform;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What people call things of one kind, told by their ids: {@link Names} asks every one, once for a whole page. A module declares one as a bean for
 * each kind of thing it has.
 */
public interface Naming {
    /** One of {@link wharf.shared.Authority}; who lacks it is told the name, and not the page. */
    String authority();

    /** Those of the ids that are things of this kind, in the asker's scope; asked in a read-only transaction. */
    List<Thing> of(JdbcClient jdbc, Set<UUID> ids);

    /**
     * @param name with its kind, such as {@code parcel 4711}; an id in it is named in its turn: {@code capture of (id of an order)}
     * @param path absolute path of its page; null where it has none
     */
    record Thing(UUID id, String name, @Nullable String path) {}

    /** A kind told by one query with columns id, name, path and the parameter {@code :ids}. */
    static Naming sql(String authority, String query) {
        return new Naming() {
            @Override
            public String authority() {
                return authority;
            }

            @Override
            public List<Thing> of(JdbcClient jdbc, Set<UUID> ids) {
                return jdbc.sql(query)
                        .param("ids", Sql.uuids(ids))
                        .query(Thing.class)
                        .list();
            }
        };
    }
}
