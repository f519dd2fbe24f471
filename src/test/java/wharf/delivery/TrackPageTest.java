package wharf.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Couriers.event;
import static wharf.testing.Scenery.all;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.fulfilment.TrackingLinks;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.SignedLinks;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The page on which a shopper follows an order, over HTTP. */
@WharfTest
class TrackPageTest {
    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    Scenery scenery;

    @Autowired
    TrackingLinks links;

    @Autowired
    SignedLinks signed;

    @Autowired
    Orders orders;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    LivePages pages;

    @Autowired
    OrderIntake intake;

    Sent sent;

    @BeforeEach
    void anOrderOnItsWay() {
        sent = couriers.sent();
    }

    @Test
    void it_shows_where_the_parcel_is_what_is_in_it_and_whether_the_promise_holds() {
        couriers.report(port, sent, "IN_TRANSIT");

        var page = get(path()).body();

        assertThat(page)
                .contains("On the way", "Miami, FL, US", "2 × Item MUG", sent.tracking(), "as promised", "a simulation")
                .contains("EST")
                .doesNotContain("/orders/", "Sign out");
        couriers.report(port, sent, "DELIVERED");
        assertThat(get(path()).body()).contains("Delivered on");
    }

    @Test
    void a_parcel_on_its_way_back_is_not_said_to_be_near() {
        couriers.report(port, sent, "OUT_FOR_DELIVERY");
        assertThat(get(path()).body()).contains("Near you");

        couriers.report(port, sent, "RETURNING");

        assertThat(get(path()).body()).contains("On its way back", "Returned").doesNotContain("Near you");
    }

    @ParameterizedTest
    @CsvSource({
        "es-MX, es, Su pedido, Entregado",
        "pt-BR, pt, Seu pedido, Entregue",
        "fr-CA, fr, Votre commande, Livr",
        "ja, en, Your order, Delivered"
    })
    void it_speaks_the_shoppers_language(String locale, String lang, String title, String delivered) {
        couriers.report(port, sent, "DELIVERED");
        scenery.inTransaction(() -> jdbc.sql("update orders set locale = :locale where id = :id")
                .param("locale", locale)
                .param("id", sent.order().value())
                .update());

        assertThat(get(path()).body()).contains("<html lang=\"" + lang + "\"", title, delivered);
    }

    @Test
    void no_address_but_the_signed_one_opens_it() {
        var path = path();
        var token = path.substring(path.lastIndexOf('/') + 1);
        var other = scenery.merchant();
        var ofAnother = signed.sign(
                "track", other, sent.order().value(), clock.instant().plusSeconds(60));

        assertThat(get(path).statusCode()).isEqualTo(200);
        // Not the last character: some of its bits stand for nothing.
        int at = path.length() - 2;
        var forged = path.substring(0, at) + (path.charAt(at) == 'A' ? "B" : "A") + path.substring(at + 1);
        assertThat(get(forged).statusCode()).isEqualTo(404);
        assertThat(get("/shop/" + code(other) + "/track/" + token).statusCode()).isEqualTo(404);
        assertThat(get("/shop/" + code(other) + "/track/" + ofAnother).statusCode())
                .isEqualTo(404);
        assertThat(get("/shop/x/track/" + sent.order()).statusCode()).isEqualTo(404);
        var survey = signed.sign(
                "survey", sent.merchant(), sent.order().value(), clock.instant().plusSeconds(60));
        var expired = signed.sign(
                "track", sent.merchant(), sent.order().value(), clock.instant().minusSeconds(60));
        for (var bad : List.of(survey, expired))
            assertThat(get("/shop/" + code(sent.merchant()) + "/track/" + bad).statusCode())
                    .isEqualTo(404);
        assertThat(get("/shop/x/track/y/events").statusCode()).isEqualTo(404);
    }

    @Test
    void an_order_of_which_nothing_has_left_says_so() {
        var wanted = Scenery.order(sent.merchant(), NewOrder.Shortage.BACKORDER, "MUG", 500);
        var order =
                (IntakeResult.Accepted) all(() -> intake.take(List.of(wanted))).getFirst();

        assertThat(get(path(order.id())).body()).contains("Your order is being prepared.");
    }

    @Test
    void an_open_page_is_told_when_its_parcel_moves() throws IOException {
        var stream = stream(path() + "/events?seen=" + seen());
        try (var lines = new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith(":open");
            couriers.report(port, event(sent.tracking(), "OUT_FOR_DELIVERY", clock.instant()));

            assertThat(untilMoved(lines)).isTrue();
        } finally {
            stream.disconnect();
        }
    }

    @Test
    void a_page_that_missed_something_before_it_listened_is_told_at_once() throws IOException {
        couriers.report(port, sent, "PICKED_UP");
        var stream = stream(path() + "/events?seen=0");
        try (var lines = new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(untilMoved(lines)).isTrue();
        } finally {
            stream.disconnect();
        }
    }

    @Test
    void no_more_pages_of_one_order_listen_than_a_family_has_screens() throws IOException {
        var open = new ArrayList<HttpURLConnection>();
        try {
            for (int i = 0; i < LivePages.MOST_OF_ORDER; i++) {
                var stream = stream(path() + "/events?seen=0");
                assertThat(stream.getResponseCode()).isEqualTo(200);
                open.add(stream);
            }
            assertThat(get(path() + "/events").statusCode()).isEqualTo(429);
            assertThat(pages.viewers()).isGreaterThanOrEqualTo(LivePages.MOST_OF_ORDER);
        } finally {
            open.forEach(HttpURLConnection::disconnect);
        }
    }

    /** Reads on, within the stream's patience, until the page is told to look again. */
    private static boolean untilMoved(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine())
            if (line.equals("event:moved")) return true;
        return false;
    }

    private HttpURLConnection stream(String path) throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setReadTimeout((int) Duration.ofSeconds(30).toMillis());
        return connection;
    }

    private long seen() {
        return pages.changes(java.util.Set.of(sent.order().value()))
                .getOrDefault(sent.order().value(), 0L);
    }

    private String path() {
        return path(sent.order());
    }

    private String path(OrderId id) {
        var order = all(() -> orders.find(id)).orElseThrow();
        return URI.create(java.util.Objects.requireNonNull(
                        all(() -> links.of(List.of(order))).get(id)))
                .getPath();
    }

    private String code(MerchantId merchant) {
        return scenery.inTransaction(() -> jdbc.sql("select code from merchant where id = :id")
                .param("id", merchant.value())
                .query(String.class)
                .single());
    }

    private HttpResponse<String> get(String path) {
        return Couriers.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build());
    }
}
