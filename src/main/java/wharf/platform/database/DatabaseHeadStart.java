package wharf.platform.database;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.modulith.NamedInterface;

/**
 * Opens the database in a thread of its own while the application is still being put together, which takes as long: a PostgreSQL starts while
 * Java loads classes. Where there is no head start, the database is opened when it is first needed.
 */
@NamedInterface("start")
public final class DatabaseHeadStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var settings =
                Binder.get(context.getEnvironment()).bindOrCreate(DatabaseSettings.PREFIX, DatabaseSettings.class);
        context.getBeanFactory().registerSingleton(Opening.class.getName(), new Opening(settings));
    }

    /** A database on its way. One that nobody came to fetch, since the start failed elsewhere, is closed when the process ends. */
    static final class Opening {
        private final FutureTask<Database> opening;
        private volatile boolean fetched;

        Opening(DatabaseSettings settings) {
            opening = new FutureTask<>(() -> Database.open(settings));
            Thread.ofPlatform().name("database-start").start(opening);
            Runtime.getRuntime().addShutdownHook(new Thread(this::closeUnlessFetched, "database-stop"));
        }

        /** @throws DatabaseCannotStart as opening it here and now would */
        Database database() {
            fetched = true;
            try {
                return opening.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException refused) throw refused;
                throw new IllegalStateException("The database cannot be opened", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the database was opened", e);
            }
        }

        private void closeUnlessFetched() {
            if (!fetched && opening.state() == FutureTask.State.SUCCESS)
                opening.resultNow().close();
        }
    }
}
