package wharf.devices.agent;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the agent was started.
 *
 * @param server address of Wharf, without a slash at its end; null when the directory knows it
 * @param code to join by; null when it has joined
 * @param ca certificate of the authority that vouches for the server; null for those Java trusts
 */
record AgentOptions(
        @Nullable String server,
        @Nullable String code,
        Path directory,
        @Nullable Path ca) {
    static final String USAGE = """
            java -jar wharf.jar agent --server=https://wharf.example:8443 --code=XXXX-XXXX-XXXX-XXXX [--directory=wharf-agent] [--ca=wharf-ca.crt]
              --server     where Wharf is; needed the first time
              --code       made at /devices, good once and for 15 minutes; needed the first time
              --directory  where the agent keeps who it is and what it prints
              --ca         certificate of Wharf's own authority, from /devices/tls, where the server has no other
              --help       this
            """;
    private static final Set<String> KNOWN = Set.of("server", "code", "directory", "ca");

    /** @throws IllegalArgumentException with words for people */
    static AgentOptions of(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (var argument : arguments) {
            if (argument.equals("agent")) continue;
            int equals = argument.indexOf('=');
            var name = argument.startsWith("--") && equals > 2 ? argument.substring(2, equals) : "";
            if (!KNOWN.contains(name)) throw new IllegalArgumentException("Unknown: " + argument);
            given.put(name, argument.substring(equals + 1));
        }
        var server = given.get("server");
        return new AgentOptions(
                server == null ? null : address(server),
                given.get("code"),
                Path.of(given.getOrDefault("directory", "wharf-agent"))
                        .toAbsolutePath()
                        .normalize(),
                given.get("ca") == null ? null : Path.of(given.get("ca")));
    }

    private static String address(String server) {
        try {
            var address = new URI(server.strip().replaceAll("/+$", ""));
            boolean web = Set.of("http", "https").contains(String.valueOf(address.getScheme()));
            if (web && address.getHost() != null && address.getRawQuery() == null && address.getRawFragment() == null)
                return address.toString();
        } catch (URISyntaxException garbled) {
            throw wrong(server);
        }
        throw wrong(server);
    }

    private static IllegalArgumentException wrong(String server) {
        return new IllegalArgumentException("--server has to be like https://wharf.example:8443, not " + server);
    }

    /** Whether others can read along: plain HTTP to another computer. */
    static boolean inTheClear(String server) {
        var address = URI.create(server);
        return "http".equals(address.getScheme())
                && !Set.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost());
    }
}
