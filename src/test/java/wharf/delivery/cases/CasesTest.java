package wharf.delivery.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.delivery.cases.CaseView.OpenedBy;
import wharf.delivery.cases.Decision.Kind;
import wharf.delivery.cases.Decision.Payer;
import wharf.fulfilment.TrackingLinks;
import wharf.messaging.MessageView;
import wharf.messaging.Messages;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.Facts;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.Floor;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** From "something is wrong" to what is done about it. */
@WharfTest
class CasesTest {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String BOUNDARY = "----wharf";

    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    Scenery scenery;

    @Autowired
    Floor floor;

    @Autowired
    Cases cases;

    @Autowired
    Orders orders;

    @Autowired
    Payments payments;

    @Autowired
    Messages messages;

    @Autowired
    Facts facts;

    @Autowired
    TrackingLinks links;

    @Autowired
    WorkEngine engine;

    @Autowired
    OrderIntake intake;

    @Autowired
    TransactionTemplate transaction;

    MerchantId merchant;
    WarehouseId site;
    Sent sent;

    @BeforeEach
    void aPaidOrderThatHasLeft() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        var mug = scenery.item(merchant, "MUG");
        scenery.receive(merchant, mug, scenery.bin(site, "A-01"), 50);
        sent = couriers.sent(merchant, site, paid(Scenery.order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2)));
    }

    @Test
    void a_damaged_parcel_with_a_photo_is_paid_back_once_and_the_shopper_told() throws IOException {
        couriers.report(port, sent, "DELIVERED");
        var answer = say("DAMAGED", "Both are broken.", png(40, 30));
        assertThat(answer.statusCode()).isEqualTo(302);
        var one = only();
        assertThat(one.openedBy()).isEqualTo(OpenedBy.SHOPPER);
        var photo = all(() -> cases.photos(one.id())).getFirst();
        assertThat(photo.mediaType()).isEqualTo("image/png");
        assertThat(page()).contains("It arrived damaged", "Both are broken.", "We are looking into it.");

        assertThat(all(() -> cases.worth(one.id()))).isEqualTo(Money.of(2000, "USD"));
        decide(one, Kind.REFUND, Money.of(2000, "USD"));
        decide(one, Kind.REFUND, Money.of(2000, "USD"));
        engine.drain();

        assertThat(refunded()).isEqualTo(2000);
        assertThat(only().state()).isEqualTo(CaseState.CLOSED);
        assertThat(page()).contains("We are paying back $20.00.");
        assertThat(subjects())
                .containsOnlyOnce("We are paying you back $20.00")
                .containsOnlyOnce("We are looking into it");
        assertThat(timeline()).containsSubsequence("case.opened", "case.decided", "case.closed");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void what_was_not_received_is_sent_again_at_no_price_and_goes_the_whole_way() {
        var one = opened(CaseReason.NOT_RECEIVED);
        decide(one, Kind.RESHIP, null);
        engine.drain();
        all(() -> new CaseStep(cases, payments, intake, transaction).run(List.of(one.id())));

        var closed = only();
        var again = Objects.requireNonNull(closed.reship());
        var order = all(() -> orders.find(again)).orElseThrow();
        assertThat(order.channel()).isEqualTo("reship");
        assertThat(order.totalMinor()).isZero();
        assertThat(order.lines().getFirst().quantity()).isEqualTo(2);
        floor.work(site);
        assertThat(all(() -> orders.states(List.of(again)))).containsValue(OrderState.SHIPPED);
        assertThat(subjects()).containsOnlyOnce("We are sending it again");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void no_more_than_was_paid_can_be_paid_back() {
        var one = opened(CaseReason.DAMAGED);

        assertThatThrownBy(() -> decide(one, Kind.REFUND, Money.of(2501, "USD")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("At most");
        assertThatThrownBy(() -> decide(one, Kind.REFUND, Money.of(100, "EUR"))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> decide(one, Kind.REFUND, null)).isInstanceOf(Refusal.class);
        assertThat(only().state()).isEqualTo(CaseState.OPEN);
    }

    /** Somebody has paid it back elsewhere between the decision and its doing. */
    @Test
    void what_cannot_be_done_goes_back_to_a_person_with_the_reason() {
        var one = opened(CaseReason.DAMAGED);
        decide(one, Kind.REFUND, Money.of(2500, "USD"));
        all(() -> payments.refund(sent.order().value(), Money.of(1000, "USD"), "elsewhere", "goodwill"));
        engine.drain();

        var back = only();
        assertThat(back.state()).isEqualTo(CaseState.OPEN);
        assertThat(back.problem()).startsWith("Not paid back");
        decide(back, Kind.REFUND, Money.of(1500, "USD"));
        engine.drain();
        assertThat(refunded()).isEqualTo(2500);
        assertThat(only().state()).isEqualTo(CaseState.CLOSED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_claim_waits_for_the_carriers_answer() {
        var one = opened(CaseReason.NOT_RECEIVED);
        decide(one, Kind.CARRIER_CLAIM, Money.of(1800, "USD"));
        engine.drain();
        assertThat(only().state()).isEqualTo(CaseState.DECIDED);
        assertThat(only().payer()).isEqualTo(Payer.OPERATOR);

        all(() -> cases.settleClaim(one.id(), "Paid 18.00."));

        assertThat(only().state()).isEqualTo(CaseState.CLOSED);
        assertThat(subjects()).containsOnlyOnce("We have taken it up with the carrier");
    }

    @Test
    void a_decision_is_made_once() {
        var one = opened(CaseReason.DAMAGED);
        decide(one, Kind.REJECT, null);

        assertThat(only().state()).isEqualTo(CaseState.CLOSED);
        assertThatThrownBy(() -> decide(one, Kind.RESHIP, null)).isInstanceOf(Refusal.class);
        assertThat(subjects()).containsOnlyOnce("About what you told us");
    }

    @Test
    void the_same_said_at_once_is_one_case_and_decided_at_once_is_done_once() throws Exception {
        var opening = Collections.nCopies(6, (Callable<Object>) () -> opened(CaseReason.MISSING_ITEM));
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : together.invokeAll(opening)) call.get();
        }
        var one = only();
        var deciding = Collections.nCopies(6, (Callable<Object>) () -> decide(one, Kind.REFUND, Money.of(1000, "USD")));
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : together.invokeAll(deciding)) call.get();
        }
        engine.drain();

        assertThat(refunded()).isEqualTo(1000);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void what_the_carrier_brings_back_or_loses_is_a_case_for_the_operator() {
        couriers.report(port, sent, "RETURNED_TO_SENDER");

        var one = only();
        assertThat(one.reason()).isEqualTo(CaseReason.RETURNED_TO_SENDER);
        assertThat(one.openedBy()).isEqualTo(OpenedBy.CARRIER);
        assertThat(one.lines()).containsExactly(new CaseView.Line(1, 2));
    }

    @Test
    void what_is_no_picture_and_what_says_nothing_is_turned_away_with_a_word() {
        var script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

        assertThat(location(say("DAMAGED", "look", script))).endsWith("?problem=photo");
        assertThat(location(say("DAMAGED", " ", null))).endsWith("?problem=text");
        assertThat(location(say("LOST", "look", null))).endsWith("?problem=reason");
        assertThat(get(path() + "?problem=photo").body()).contains("JPEG or PNG");
        assertThat(get(path() + "?problem=%3Cscript%3E").body()).doesNotContain("<script>");
        assertThat(all(() -> cases.of(sent.order()))).isEmpty();
    }

    @Test
    void what_was_written_is_still_there_when_the_photo_cannot_be_taken() {
        var refused = say("DAMAGED", "The lid <b>was</b> open.", "no picture".getBytes(StandardCharsets.UTF_8));
        var cookies = refused.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));

        var page = Couriers.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port).resolve(location(refused)))
                        .header("Cookie", cookies)
                        .build());

        assertThat(page.body())
                .contains("JPEG or PNG", "The lid &lt;b&gt;was&lt;/b&gt; open.</textarea>")
                .containsPattern("value=\"DAMAGED\" required checked");
    }

    @Test
    void only_the_parcels_of_the_own_order_can_be_complained_about() {
        var other = couriers.sent(merchant, site, Scenery.order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1));

        assertThatThrownBy(() -> all(() -> cases.open(new NewCase(
                        sent.order(),
                        other.parcel(),
                        CaseReason.DAMAGED,
                        "x",
                        OpenedBy.SHOPPER,
                        List.of(),
                        List.of()))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> all(() -> cases.open(new NewCase(
                        sent.order(),
                        sent.parcel(),
                        CaseReason.DAMAGED,
                        "x",
                        OpenedBy.SHOPPER,
                        List.of(7),
                        List.of()))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("[1]");
    }

    @Test
    void pictures_are_believed_by_their_bytes() throws IOException {
        assertThat(Photo.of(png(10, 10)).orElseThrow().mediaType()).isEqualTo("image/png");
        assertThat(Photo.of(picture("jpg", 10, 10)).orElseThrow().mediaType()).isEqualTo("image/jpeg");
        assertThat(Photo.of(picture("gif", 10, 10))).isEmpty();
        assertThat(Photo.of(new byte[0])).isEmpty();
        assertThat(Photo.of(java.util.Arrays.copyOf(png(10, 10), 12))).isEmpty();
        assertThat(Photo.of(picture("png", 12_001, 1))).isEmpty();
    }

    private CaseView opened(CaseReason reason) {
        return all(() -> cases.open(new NewCase(
                sent.order(), sent.parcel(), reason, "It is wrong.", OpenedBy.OPERATOR, List.of(), List.of())));
    }

    private CaseView decide(CaseView one, Kind kind, @Nullable Money amount) {
        return all(() -> cases.decide(one.id(), new Decision(kind, Payer.OPERATOR, amount, "We are sorry.")));
    }

    private long refunded() {
        return all(() -> payments.view(sent.order().value())).refunded().minor();
    }

    private CaseView only() {
        var all = all(() -> cases.of(sent.order()));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private List<String> subjects() {
        return all(() -> messages.list(sent.order().value(), null, null, 50)).stream()
                .filter(message -> message.channel().toString().equals("EMAIL"))
                .map(MessageView::subject)
                .map(subject -> subject.replaceAll(" \\(order .*", ""))
                .toList();
    }

    private List<String> timeline() {
        return all(() -> facts.timeline(sent.order().value(), 0, 200)).stream()
                .map(Facts.Entry::type)
                .toList();
    }

    private String path() {
        return path(sent.order());
    }

    private String path(OrderId id) {
        var order = all(() -> orders.find(id)).orElseThrow();
        return URI.create(Objects.requireNonNull(
                        all(() -> links.of(List.of(order))).get(id)))
                .getPath();
    }

    private String page() {
        return get(path()).body();
    }

    private HttpResponse<String> get(String path) {
        return Couriers.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build());
    }

    /** Sends the page's own form, as a browser does. */
    private HttpResponse<String> say(String reason, String text, byte @Nullable [] photo) {
        var address = "http://127.0.0.1:" + port + path();
        try (var http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var page = http.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
            var csrf = CSRF.matcher(page.body());
            assertThat(csrf.find()).isTrue();
            var body = new ByteArrayOutputStream();
            field(body, "_csrf", csrf.group(1));
            field(body, "parcel", sent.parcel().toString());
            field(body, "reason", reason);
            field(body, "text", text);
            body.write(("--" + BOUNDARY
                            + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p.png\"\r\nContent-Type: image/png\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            if (photo != null) body.write(photo);
            body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return http.send(
                    HttpRequest.newBuilder(URI.create(address + "/cases"))
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void field(ByteArrayOutputStream body, String name, String value) throws IOException {
        body.write(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none: " + answer.statusCode());
    }

    private static byte[] png(int width, int height) throws IOException {
        return picture("png", width, height);
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    private static NewOrder paid(NewOrder order) {
        return order.paying(List.of(new NewOrder.Tender("CARD", null, 2500L, "tok_ok")));
    }
}
