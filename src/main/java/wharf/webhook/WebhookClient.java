package wharf.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import wharf.platform.Traces;
import wharf.platform.WebhookSignature;

/**
 * Posts webhooks. What a name means is looked at here, at the moment of connecting, and only addresses that {@link Addresses} allows are connected
 * to: a name that meant something else a minute ago helps nobody. No redirect is followed, no cookie kept, and of a long answer only the beginning read.
 */
@Component
class WebhookClient implements DisposableBean {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    /** However slowly an answer drips in. */
    private static final Duration WHOLE = Duration.ofSeconds(20);

    /** How many are out at a time at most, to one host too: nobody waits behind another's slow receiver. */
    static final int AT_ONCE = 32;

    private static final int SHOWN = 300;
    private static final int READ = 16 * 1024;

    private final Addresses addresses;
    private final Traces traces;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("webhook-watch").factory());

    WebhookClient(Addresses addresses, Traces traces) {
        this.addresses = addresses;
        this.traces = traces;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Checked())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT))
                                .setSocketTimeout(Timeout.of(ANSWER))
                                .setTimeToLive(Timeout.ofMinutes(1))
                                .build())
                        .setMaxConnPerRoute(2 * AT_ONCE)
                        .setMaxConnTotal(8 * AT_ONCE)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(ANSWER))
                        .setConnectionRequestTimeout(Timeout.of(WHOLE))
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .setUserAgent("Wharf-Webhooks")
                .build();
    }

    /** What came of a try. @param status null where nothing answered @param retryAfterSeconds as the receiver asks, 0 for nothing */
    record Answer(@Nullable Integer status, @Nullable String problem, int millis, long retryAfterSeconds) {
        boolean isGood() {
            return status != null && status >= 200 && status < 300;
        }

        boolean isGone() {
            return status != null && status == 410;
        }
    }

    Answer post(String url, WebhookSignature signature, byte[] body) {
        long begun = System.nanoTime();
        try {
            var request = new HttpPost(addresses.checked(url));
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
            request.setHeader(WebhookSignature.ID, signature.id());
            request.setHeader(WebhookSignature.TIMESTAMP, signature.timestamp());
            request.setHeader(WebhookSignature.SIGNATURE, signature.signatures());
            traces.headers(request::setHeader);
            var end = watch.schedule(request::cancel, WHOLE.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return answered(request, begun);
            } finally {
                end.cancel(false);
            }
        } catch (IOException | RuntimeException fault) {
            var said = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
            return new Answer(null, shortened(said), millis(begun), 0);
        }
    }

    private Answer answered(HttpPost request, long begun) throws IOException {
        var response = http.executeOpen(null, request, null);
        try {
            return answer(response, begun);
        } finally {
            // Read to its end, the connection is in the pool again by now; else it is cut, rather than read to its end.
            request.cancel();
            closeQuietly(response);
        }
    }

    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException cut) {
            // What it said is known.
        }
    }

    private static Answer answer(ClassicHttpResponse response, long begun) {
        int status = response.getCode();
        var said = beginning(response);
        if (status >= 200 && status < 300) return new Answer(status, null, millis(begun), 0);
        var problem = "Answered " + status + (said.isEmpty() ? "" : ": " + said) + ".";
        return new Answer(status, problem, millis(begun), retryAfter(response));
    }

    /** As a line; what can be read of it where it breaks off. */
    private static String beginning(ClassicHttpResponse response) {
        var entity = response.getEntity();
        if (entity == null) return "";
        try {
            // Not closed here: closing reads to the end.
            var in = entity.getContent();
            return in == null ? "" : shortened(new String(in.readNBytes(READ), StandardCharsets.UTF_8));
        } catch (IOException brokenOff) {
            return "";
        }
    }

    private static long retryAfter(ClassicHttpResponse response) {
        var header = response.getFirstHeader("Retry-After");
        var value = header == null ? "" : String.valueOf(header.getValue()).strip();
        return value.matches("[0-9]{1,6}") ? Long.parseLong(value) : 0;
    }

    private static int millis(long begun) {
        return (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - begun) / 1_000_000);
    }

    private static String shortened(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > SHOWN ? line.substring(0, SHOWN) : line;
    }

    /** Resolves to allowed addresses only. */
    private final class Checked implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            var allowed = Arrays.stream(SystemDefaultDnsResolver.INSTANCE.resolve(host))
                    .filter(addresses::mayConnect)
                    .toArray(InetAddress[]::new);
            if (allowed.length == 0)
                throw new UnknownHostException(
                        host + " leads to no public address; webhooks go to public addresses only.");
            return allowed;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @Override
    public void destroy() throws IOException {
        watch.shutdownNow();
        http.close();
    }
}
