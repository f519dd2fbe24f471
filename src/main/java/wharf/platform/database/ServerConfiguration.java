package wharf.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The embedded server's {@code postgresql.conf}, written anew at every start. What an installation wants otherwise
 * goes into {@code local.conf} beside it, which cannot switch off durability or open the server to the network.
 */
final class ServerConfiguration {
    private ServerConfiguration() {}

    static void write(Path dataDirectory, PostgresSoftware software, int port, Map<String, String> overrides)
            throws IOException {
        var text = new StringBuilder("# Written by Wharf at every start. Put settings of your own into local.conf.\n");
        append(text, forSmallMachine(software));
        text.append("include_if_exists 'local.conf'\n");
        append(text, always(port));
        append(text, overrides);
        Files.writeString(dataDirectory.resolve("postgresql.conf"), text);
    }

    private static Map<String, String> forSmallMachine(PostgresSoftware software) throws IOException {
        var settings = new LinkedHashMap<String, String>();
        settings.put("max_connections", "100");
        settings.put("shared_buffers", "256MB");
        settings.put("effective_cache_size", "1GB");
        settings.put("maintenance_work_mem", "128MB");
        settings.put("work_mem", "8MB");
        settings.put("random_page_cost", "1.1");
        settings.put("jit", "off");
        settings.put("wal_level", "replica");
        settings.put("max_wal_size", "2GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("log_checkpoints", "off");
        settings.put("log_timezone", "UTC");
        settings.put("timezone", "UTC");
        settings.put("datestyle", "iso, ymd");
        settings.put("lc_messages", "C");
        settings.put("default_text_search_config", "pg_catalog.simple");
        if (software.hasLibrary("pg_stat_statements")) settings.put("shared_preload_libraries", "pg_stat_statements");
        return settings;
    }

    private static Map<String, String> always(int port) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        return settings;
    }

    private static void append(StringBuilder text, Map<String, String> settings) {
        settings.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
    }
}
