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
            var url = System.getProperty("wharf.test.database.url", "");
            return url.isBlank() ? new EmbeddedTestServer() : new ExternalTestServer(url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
