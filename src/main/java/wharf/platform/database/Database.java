package wharf.platform.database;

import org.jspecify.annotations.Nullable;

/** The database in use; closing it stops it where it is ours to stop. */
record Database(DatabaseAccess access, @Nullable EmbeddedPostgres embedded) implements AutoCloseable {
    static Database open(DatabaseSettings settings) {
        if (settings.isExternal()) {
            ExternalDatabase.prepare(settings.external());
            return new Database(settings.external(), null);
        }
        var embedded = EmbeddedPostgres.start(settings.embedded());
        return new Database(embedded.access(), embedded);
    }

    @Override
    public void close() {
        if (embedded != null) embedded.close();
    }
}
