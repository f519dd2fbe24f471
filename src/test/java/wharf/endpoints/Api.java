package wharf.endpoints;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client of a running Wharf over HTTP: nobody, a signed-in browser, or a program with a token. Follows no redirect. */
public final class Api {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String base;
    private final HttpClient http;
    private final @Nullable String token;
    private String csrf = "";

    private Api(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Nobody in particular. */
    public static Api nobody(int port) {
        return new Api("http://127.0.0.1:" + port, null);
    }

    /** A program with an API token. */
    public static Api program(int port, String token) {
        return new Api("http://127.0.0.1:" + port, token);
    }

    /** A browser whose user has signed in by the form. */
    public static Api signedIn(int port, String email, String password) {
        var api = nobody(port);
        var answer = api.signIn(email, password);
        if (answer.statusCode() != 302) throw new IllegalStateException("cannot sign in: " + answer.statusCode());
        api.csrf = api.csrfOf("/docs/problems");
        return api;
    }

    public HttpResponse<String> signIn(String email, String password) {
        return form("/login", Map.of("email", email, "password", password));
    }

    /** Sends a form with the token of the sign-in page, which any visitor may read. */
    public HttpResponse<String> form(String path, Map<String, String> fields) {
        var token = csrfOf("/login");
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&", "_csrf=" + encoded(token) + (fields.isEmpty() ? "" : "&"), ""));
        return send(request("POST", path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method("POST", BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String path) {
        return send(request("GET", path));
    }

    public HttpResponse<String> send(String method, String path, @Nullable String json, String... headers) {
        var request = request(method, path);
        if (json != null) request.header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
        return send(request.method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(String method, String path, byte[] body, String contentType) {
        return send(request(method, path)
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request of this caller, to be completed. */
    public HttpRequest.Builder request(String method, String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.noBody());
        if (token != null) request.header("Authorization", "Bearer " + token);
        if (!csrf.isEmpty()) request.header("X-XSRF-TOKEN", csrf);
        return request;
    }

    private String csrfOf(String page) {
        var matcher = CSRF.matcher(get(page).body());
        return matcher.find() ? matcher.group(1) : "";
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
