package wharf.devices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The second door, by TLS, beside the plain one on loopback. Looks every hour whether its certificate nears its end or was replaced on disk,
 * and takes the new one without a restart; connections that are open stay.
 */
@Component
class TlsConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TlsConnector.class);
    private static final int LOOK_EVERY_MINUTES = 60;

    private final TlsSettings settings;
    private final TlsFiles files;
    private final Clock clock = Clock.systemUTC();
    private @Nullable Connector connector;
    private @Nullable FileTime taken;
    private @Nullable ScheduledExecutorService watch;

    TlsConnector(TlsSettings settings) {
        this.settings = settings;
        this.files = new TlsFiles(settings.directory());
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (!settings.on()) return;
        try {
            prepare();
            taken = Files.getLastModifiedTime(certificate());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "TLS cannot be set up (wharf.tls.port=" + settings.port() + "): " + e.getMessage(), e);
        }
        var fresh = connector();
        connector = fresh;
        factory.addAdditionalConnectors(fresh);
        var valves = new ArrayList<>(factory.getEngineValves());
        valves.addFirst(new DirectDoor(fresh));
        factory.setEngineValves(valves);
    }

    private Connector connector() {
        var fresh = new Connector(Http11NioProtocol.class.getName());
        fresh.setPort(settings.port());
        fresh.setScheme("https");
        fresh.setSecure(true);
        fresh.setProperty("SSLEnabled", "true");
        fresh.setProperty("address", settings.address());
        fresh.setProperty("compression", "on");
        // As the plain door: agents and handhelds wait long, and a thread of a pool for each would be the limit.
        fresh.getProtocolHandler().setExecutor(new VirtualThreadExecutor("tls-handler-"));
        var host = new SSLHostConfig();
        host.setProtocols("TLSv1.2+TLSv1.3");
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateFile(certificate().toString());
        certificate.setCertificateKeyFile(key().toString());
        host.addCertificate(certificate);
        fresh.addSslHostConfig(host);
        return fresh;
    }

    private Path certificate() {
        return Objects.requireNonNullElse(settings.certificate(), files.certificate())
                .toAbsolutePath();
    }

    private Path key() {
        return Objects.requireNonNullElse(settings.key(), files.key()).toAbsolutePath();
    }

    private boolean prepare() throws IOException {
        if (settings.ownCertificate()) return false;
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return files.prepare(settings.names(), "Wharf of " + host() + ", " + today, clock.instant());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "this computer";
        }
    }

    /** Renews what nears its end, and takes what is new on disk. */
    void look() {
        var current = connector;
        if (current == null) return;
        try {
            prepare();
            var changed = Files.getLastModifiedTime(certificate());
            if (changed.equals(taken)) return;
            if (current.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol)
                protocol.reloadSslHostConfigs();
            taken = changed;
            LOG.info("TLS goes on with the new certificate {}", certificate());
        } catch (IOException | RuntimeException e) {
            LOG.error("TLS goes on with the certificate it had; {} cannot be taken", certificate(), e);
        }
    }

    @Override
    public void start() {
        if (connector == null) return;
        LOG.info("TLS for handhelds on port {}: {}", settings.port(), String.join(", ", settings.names()));
        var fresh = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("tls").factory());
        fresh.scheduleWithFixedDelay(this::look, LOOK_EVERY_MINUTES, LOOK_EVERY_MINUTES, TimeUnit.MINUTES);
        watch = fresh;
    }

    @Override
    public void stop() {
        var running = watch;
        if (running != null) running.shutdownNow();
        watch = null;
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }
}
