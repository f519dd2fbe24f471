package wharf.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;

/**
 * Who stands behind the doors of the demo's first page: the table {@code demo_person}. It is written by the seed, in the seed's transaction; a
 * database that was never seeded has no door, whatever its settings say.
 */
@Component
public class DemoDoors {
    /** Goes with the badges of the demo's staff; everybody knows it. */
    public static final String PIN = "2468";

    private static final String INSTALL = """
            insert into demo_person (door, user_id)
            select *
            from unnest(:doors, :users)
            """;

    private final JdbcClient jdbc;
    private final DemoSettings settings;

    DemoDoors(JdbcClient jdbc, DemoSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Transactional
    public void install(Map<Door, UUID> people) {
        jdbc.sql(INSTALL)
                .param(
                        "doors",
                        Sql.texts(people.keySet().stream().map(Door::name).toList()))
                .param("users", Sql.uuids(people.values()))
                .update();
    }

    /** Whether whoever asks this may come in: the demo is on, was seeded here, and is asked from this computer or meant for everybody. */
    @Transactional(readOnly = true)
    public boolean areOpen(HttpServletRequest request) {
        return settings.mayComeIn(request) && isSeeded();
    }

    /** Whether this database was filled with the demo. */
    @Transactional(readOnly = true)
    public boolean isSeeded() {
        return jdbc.sql("select exists (select 1 from demo_person)")
                .query(Boolean.class)
                .single();
    }

    /** Whom a door lets in; empty where it lets nobody in, or not whoever asks this. */
    @Transactional(readOnly = true)
    public Optional<UUID> person(Door door, HttpServletRequest request) {
        return settings.mayComeIn(request) ? behind(door) : Optional.empty();
    }

    /** Who is meant by a door, whether or not it is open to anybody. */
    @Transactional(readOnly = true)
    public Optional<UUID> behind(Door door) {
        return jdbc.sql("select user_id from demo_person where door = :door")
                .param("door", door.name())
                .query(UUID.class)
                .optional();
    }
}
