package wharf.demo.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One who calls the API with a token. Every call is timed, every refusal is written down. */
public final class Caller {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final String base;
    private final String token;
    private final Journal journal;
    private final Runnable turn;

    /** @param base such as {@code http://127.0.0.1:8080} */
    public Caller(String base, String token, Journal journal) {
        this(base, token, journal, () -> {});
    }

    /** @param turn waits until the caller may call; run before each call */
    Caller(String base, String token, Journal journal, Runnable turn) {
        this.base = base;
        this.token = token;
        this.journal = journal;
        this.turn = turn;
    }

    /** An answer. @param body missing where there is none */
    public record Answer(int status, JsonNode body) {
        public boolean ok() {
            return status < 300;
        }
    }

    public Answer get(String step, String path) {
        return call(step, "GET", path, null);
    }

    public Answer post(String step, String path, Object body) {
        return call(step, "POST", path, body);
    }

    /** As {@link #post}, for what has to succeed. */
    public JsonNode must(String step, String path, Object body) {
        return ok(post(step, path, body), path);
    }

    public JsonNode mustGet(String step, String path) {
        return ok(get(step, path), path);
    }

    /** Every item of a list that comes by pages. @param path with at least one parameter */
    public List<JsonNode> all(String step, String path) {
        var items = new ArrayList<JsonNode>();
        var page = mustGet(step, path);
        page.path("items").forEach(items::add);
        while (page.hasNonNull("nextCursor")) {
            page = mustGet(step, path + "&cursor=" + page.path("nextCursor").asString());
            page.path("items").forEach(items::add);
        }
        return items;
    }

    private static JsonNode ok(Answer answer, String path) {
        if (!answer.ok()) throw new IllegalStateException(path + " answered " + answer.status() + " " + answer.body());
        return answer.body();
    }

    public Answer call(String step, String method, String path, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(120))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        turn.run();
        long start = System.nanoTime();
        var answer = send(request.build());
        journal.called(step, System.nanoTime() - start);
        if (!answer.ok())
            journal.refused(step + ": " + method + " " + path + " answered " + answer.status() + " " + answer.body());
        return answer;
    }

    private static Answer send(HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            var text = response.body();
            return new Answer(response.statusCode(), text.isBlank() ? JSON.missingNode() : JSON.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
