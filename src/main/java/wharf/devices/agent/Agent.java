package wharf.devices.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code wharf agent}: joins if it has not, then works until it is stopped or shut out. */
public final class Agent {
    private static final int WRONG_USE = 2;
    private static final int SHUT_OUT = 3;
    private static final int FAILED = 1;

    private final JsonMapper json = JsonMapper.builder().build();
    private final PrintStream out;

    public Agent(PrintStream out) {
        this.out = out;
    }

    /** @return the status to exit with; returns when the server shut the agent out, or it could not begin */
    public int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            out.println(AgentOptions.USAGE);
            return 0;
        }
        AgentOptions options;
        try {
            options = AgentOptions.of(arguments);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println(AgentOptions.USAGE);
            return WRONG_USE;
        }
        try {
            return run(options);
        } catch (ServerLine.ShutOut shutOut) {
            out.println("The server does not let this agent in: " + shutOut.getMessage());
            return SHUT_OUT;
        } catch (IOException | GeneralSecurityException fault) {
            out.println("The agent cannot go on: " + fault.getMessage());
            return FAILED;
        }
    }

    private int run(AgentOptions options) throws IOException, GeneralSecurityException {
        var home = new AgentHome(options.directory(), json);
        home.create();
        var trust = options.ca() == null ? null : trusting(options.ca());
        var identity =
                options.code() == null ? home.identity() : Optional.of(join(options, options.code(), home, trust));
        if (identity.isEmpty()) {
            out.println("This agent has not joined yet: make a code at /devices and give it with --server and --code.");
            out.println(AgentOptions.USAGE);
            return WRONG_USE;
        }
        var who = identity.get();
        var server = options.server() == null ? who.server() : options.server();
        out.println("Agent " + who.name() + " works for " + server + ".");
        if (AgentOptions.inTheClear(server))
            out.println(
                    "The line to it is not encrypted: whoever can listen reads the labels and this agent's secret. Use https.");
        try (var journal = home.journal()) {
            new AgentLoop(new ServerLine(server, who.secret(), trust, json), journal, out).run();
        }
        return 0;
    }

    private AgentHome.Identity join(AgentOptions options, String code, AgentHome home, @Nullable SSLContext trust)
            throws IOException {
        var known = readable(home);
        var server = options.server() != null
                ? options.server()
                : known.map(AgentHome.Identity::server).orElse(null);
        if (server == null) throw new IOException("--server is missing.");
        // Started again by a service with the same command line: the code is used up, and the agent is who it was. By
        // another code it joins anew, as one that was shut out has to.
        if (known.isPresent()
                && known.get().server().equals(server)
                && code.equals(known.get().code())) return known.get();
        var joined = new ServerLine(server, null, trust, json).join(new Messages.Join(code, software()));
        var identity = new AgentHome.Identity(server, joined.name(), joined.secret(), code);
        home.keep(identity);
        out.println("Joined " + joined.site() + " as " + joined.name() + ".");
        return identity;
    }

    /** What cannot be read is made anew by joining. */
    private static Optional<AgentHome.Identity> readable(AgentHome home) {
        try {
            return home.identity();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String software() {
        var version = Agent.class.getPackage().getImplementationVersion();
        return "wharf agent " + (version == null ? "of this build" : version) + ", Java " + Runtime.version() + ", "
                + System.getProperty("os.name");
    }

    private static SSLContext trusting(Path certificate) throws IOException, GeneralSecurityException {
        if (!Files.isReadable(certificate))
            throw new IOException("There is no certificate to read at " + certificate.toAbsolutePath()
                    + "; it can be had at /devices/tls.");
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "wharf", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
