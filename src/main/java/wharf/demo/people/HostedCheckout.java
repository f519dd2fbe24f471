package wharf.demo.people;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;

/** A shopper's browser at the hosted checkout: fills in the page, chooses among what it offers, pays. Knows only what the page shows. */
final class HostedCheckout {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern DELIVERY = Pattern.compile("name=\"service\" value=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String base;
    private final Runnable turn;

    HostedCheckout(String base, Runnable turn) {
        this.base = base;
        this.turn = turn;
    }

    /** How an attempt to buy ended. */
    enum End {
        ORDERED,
        DECLINED_FIRST,
        GAVE_UP
    }

    /**
     * Buys what is in a cart.
     *
     * @param path of the checkout
     * @param cards tried in this order until one is taken
     * @param quickest takes the last delivery offered instead of the first
     */
    End buy(String path, Address to, List<String> cards, boolean quickest) {
        try (var browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            return buy(new Window(browser), path, to, cards, quickest);
        }
    }

    private End buy(Window window, String path, Address to, List<String> cards, boolean quickest) {
        window.open(path);
        var form = form(to);
        window.send(path + "/delivery", form);
        var delivery = window.last(DELIVERY, quickest);
        if (delivery == null) return End.GAVE_UP;
        form.put("service", delivery);
        form.put("pay", cards.getFirst());
        var next = window.send(path, form);
        for (var card : cards.subList(1, cards.size())) {
            if (!next.equals(path)) break;
            window.open(path);
            next = window.send(path + "/payment", Map.of("pay", card));
        }
        if (!next.contains("/orders/")) return End.GAVE_UP;
        return cards.size() > 1 ? End.DECLINED_FIRST : End.ORDERED;
    }

    private static Map<String, String> form(Address to) {
        var form = new LinkedHashMap<String, String>();
        put(form, "email", to.email());
        put(form, "name", to.name());
        put(form, "line1", to.line1());
        put(form, "city", to.city());
        put(form, "region", to.region());
        put(form, "postcode", to.postcode());
        put(form, "country", to.country());
        return form;
    }

    private static void put(Map<String, String> form, String name, @Nullable String value) {
        if (value != null) form.put(name, value);
    }

    /** One window with its cookies and the page it shows. */
    private final class Window {
        private final HttpClient browser;
        private String page = "";

        private Window(HttpClient browser) {
            this.browser = browser;
        }

        private void open(String path) {
            page = exchange(HttpRequest.newBuilder(URI.create(base + path)).GET())
                    .body();
        }

        /** Sends a form of the page shown; returns where that led, or nothing when the page came back. */
        private String send(String path, Map<String, String> fields) {
            var all = new LinkedHashMap<>(fields);
            var token = last(TOKEN, false);
            if (token != null) all.put("_csrf", token);
            var body = all.entrySet().stream()
                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
            var answer = exchange(HttpRequest.newBuilder(URI.create(base + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body)));
            page = answer.body();
            return answer.headers()
                    .firstValue("Location")
                    .map(where -> URI.create(where).getPath())
                    .orElse("");
        }

        /** The first of its kind on the page, or the last. */
        private @Nullable String last(Pattern pattern, boolean last) {
            var found = pattern.matcher(page).results().map(one -> one.group(1)).toList();
            if (found.isEmpty()) return null;
            return last ? found.getLast() : found.getFirst();
        }

        private HttpResponse<String> exchange(HttpRequest.Builder request) {
            turn.run();
            try {
                return browser.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Turnstile.Closed();
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
