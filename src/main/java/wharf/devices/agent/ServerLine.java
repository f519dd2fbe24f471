package wharf.devices.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The agent's line to the server: it always calls, and is never called. */
final class ServerLine {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int MALFORMED = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    private final String server;
    private final @Nullable String secret;
    private final JsonMapper json;
    private final HttpClient http;

    ServerLine(String server, @Nullable String secret, @Nullable SSLContext trust, JsonMapper json) {
        this.server = server;
        this.secret = secret;
        this.json = json;
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        this.http = (trust == null ? client : client.sslContext(trust)).build();
    }

    /** The server does not want this agent; there is no use in trying again. */
    static final class ShutOut extends IOException {
        private static final long serialVersionUID = 1;

        ShutOut(String why) {
            super(why);
        }
    }

    /** The server said no to this one request. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    Messages.Joined join(Messages.Join join) throws IOException {
        return post("/hooks/agent/joins", join, ANSWER, Messages.Joined.class);
    }

    Messages.Work ask(Messages.Asking asking) throws IOException {
        return post("/hooks/agent/claims", asking, ANSWER.plusSeconds(asking.waitSeconds()), Messages.Work.class);
    }

    /** Asks once more when the answer is lost: with the same lease it may begin once only. */
    void start(UUID job, UUID lease) throws IOException {
        var path = "/hooks/agent/jobs/" + job + "/starts";
        try {
            post(path, new Messages.Start(lease), ANSWER, Messages.Taken.class);
        } catch (ShutOut | Refused no) {
            throw no;
        } catch (IOException lost) {
            post(path, new Messages.Start(lease), ANSWER, Messages.Taken.class);
        }
    }

    void outcome(UUID job, Messages.Outcome outcome) throws IOException {
        post("/hooks/agent/jobs/" + job + "/outcomes", outcome, ANSWER, Messages.Taken.class);
    }

    void weight(UUID weighing, Messages.Weight weight) throws IOException {
        post("/hooks/agent/weighings/" + weighing, weight, ANSWER, Messages.Taken.class);
    }

    private <T> T post(String path, Object body, Duration patience, Class<T> answer) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
        if (secret != null) request.header("Authorization", Messages.SCHEME + secret);
        var response = send(request.build());
        switch (response.statusCode()) {
            case OK, CREATED -> {
                return read(response.body(), answer);
            }
            case UNAUTHORIZED, FORBIDDEN -> throw new ShutOut(detail(response.body()));
            case MALFORMED, CONFLICT, INVALID -> throw new Refused(detail(response.body()));
            default ->
                throw new IOException("The server answered " + response.statusCode() + ": " + detail(response.body()));
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (SSLHandshakeException stranger) {
            throw new IOException(
                    "This computer does not trust the server's certificate (" + stranger.getMessage()
                            + "). If it is Wharf's own, give --ca=wharf-ca.crt, which is at /devices/tls.",
                    stranger);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        }
    }

    private <T> T read(byte[] body, Class<T> type) throws IOException {
        try {
            return json.readValue(body, type);
        } catch (JacksonException unreadable) {
            throw new IOException("The server's answer cannot be read; is it Wharf, and of this version?", unreadable);
        }
    }

    private String detail(byte[] body) {
        try {
            JsonNode problem = json.readTree(body);
            return problem.path("detail").asString("no reason given");
        } catch (JacksonException page) {
            return "no reason given";
        }
    }
}
