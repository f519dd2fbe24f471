package wharf.platform.database;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The database in use, its schema up to date; closing it stops it where it is ours to stop. */
record Database(DatabaseAccess access, @Nullable EmbeddedPostgres embedded, Flyway migrated) implements AutoCloseable {
    static Database open(DatabaseSettings settings) {
        return settings.isExternal() ? external(settings) : embedded(settings);
    }

    private static Database external(DatabaseSettings settings) {
        var access = settings.external();
        ExternalDatabase.prepare(access);
        return new Database(access, null, Migrations.run(access));
    }

    private static Database embedded(DatabaseSettings settings) {
        var server = EmbeddedPostgres.start(settings.embedded());
        try {
            return new Database(server.access(), server, Migrations.run(server.access()));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (embedded != null) embedded.close();
    }
}
