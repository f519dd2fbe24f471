package wharf.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import wharf.platform.database.DatabaseAccess;

/** Where databases for tests are made. */
interface TestServer extends Closeable {
    DatabaseAccess create();

    static TestServer start() {
        try {
            if (isDebianWanted()) return new DebianTestServer();
            var url = System.getProperty("wharf.test.database.url", "");
            return url.isBlank()
                    ? new EmbeddedTestServer()
                    : new ExternalTestServer(
                            url,
                            System.getProperty("wharf.test.database.username", "postgres"),
                            System.getProperty("wharf.test.database.password", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isDebianWanted() {
        return Boolean.getBoolean("wharf.test.debian");
    }
}
