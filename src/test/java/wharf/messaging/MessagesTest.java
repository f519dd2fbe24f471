package wharf.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.platform.Context;
import wharf.platform.Facts;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Money;

@SpringBootTest(properties = {"wharf.work.enabled=false", "db-scheduler.enabled=false", "spring.mail.host=127.0.0.1"})
class MessagesTest {
    private static final GreenMail SERVER = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @DynamicPropertySource
    static void port(DynamicPropertyRegistry properties) {
        SERVER.start();
        properties.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
    }

    @Autowired
    Messages messages;

    @Autowired
    SendMessages step;

    @Autowired
    Merchants merchants;

    @Autowired
    Facts facts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private MerchantId merchant = MerchantId.next();
    private final UUID root = Ids.next();

    @Autowired
    JavaMailSenderImpl server;

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void aMerchant() {
        var code = "m" + UUID.randomUUID().toString().substring(0, 12);
        merchant = Context.background("test")
                .call(() -> merchants.create(NewMerchant.of(code, "Blue Shop", "USD", "shop@blue.example")));
    }

    @Test
    void anOrderIsConfirmedOnceInTextAndHtml() throws Exception {
        var message = confirmed("ann@example.com", "en", "order-1");
        assertThat(send(message, message)).isEqualTo(1);
        assertThat(send(message)).isZero();
        work();
        work();
        var mails = received();
        assertThat(mails).singleElement().satisfies(mail -> {
            assertThat(mail.getSubject()).isEqualTo("Your order 1001 at Blue Shop is confirmed");
            assertThat(mail.getFrom()[0]).hasToString("Blue Shop <shop@blue.example>");
            assertThat(mail.getAllRecipients()[0]).hasToString("ann@example.com");
            assertThat(mail.getContentType()).startsWith("multipart/");
            assertThat(mail.getMessageID()).endsWith("@wharf>");
        });
        var whole = GreenMailUtil.getWholeMessage(mails.getFirst());
        assertThat(whole).contains("Hello Ann,").contains("2 =C3=97 Mug").contains("$21.50");
        assertThat(view()).returns(MessageState.SENT, MessageView::state);
        assertThat(types()).containsExactly("message.sent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-US | Your parcel is on its way (order 1001)",
                "es-MX | Su paquete está en camino (pedido 1001)",
                "pt-BR | Seu pacote está a caminho (pedido 1001)",
                "fr-CA | Votre colis est en route (commande 1001)",
                "ja | Your parcel is on its way (order 1001)",
                "not a language | Your parcel is on its way (order 1001)"
            })
    void aParcelIsAnnouncedInTheShoppersLanguage(String locale, String subject) throws Exception {
        send(parcel("ann@example.com", locale, "parcel-1"));
        work();
        assertThat(received())
                .singleElement()
                .satisfies(mail -> assertThat(mail.getSubject()).isEqualTo(subject));
    }

    @Test
    void whatAShopperTypesNeitherMakesAHeaderNorMarkup() throws Exception {
        var content = new Content.OrderConfirmed(
                "7\r\nBcc: all@example.com",
                "<script>alert(1)</script>\r\nEvil: yes {0} '",
                List.of(new Content.Line("<img src=x onerror=y> & 'tea'", 1)),
                Money.of(100, "USD"));
        send(new NewMessage(merchant, root, "ann@example.com", "en", content, "k"));
        work();
        var mail = received().getFirst();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("Evil")).isNull();
        assertThat(mail.getSubject()).startsWith("Your order 7 Bcc: all@example.com at Blue Shop");
        var html = html();
        assertThat(html).doesNotContain("<script>").doesNotContain("<img").contains("&lt;script");
    }

    @Test
    void whoIsAskedCanEndItWithOnePress() throws Exception {
        var content = new Content.Thanks(
                "1001",
                "Ann",
                List.of(new Content.Scale("csat", 1, 5, "https://shop.example/s?score=")),
                "https://shop.example/s",
                true,
                "https://shop.example/stop");
        send(new NewMessage(merchant, root, "ann@example.com", "en", content, "thanks"));
        work();
        var mail = received().getFirst();
        assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<https://shop.example/stop>");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(html()).contains("https://shop.example/s?score=5", "How happy are you", "1 = not at all");
        send(confirmed("ann@example.com", "en", "k"));
        work();
        assertThat(received().getLast().getHeader("List-Unsubscribe")).isNull();
    }

    @Test
    void aLinkThatIsNoWebAddressIsLeftOut() {
        var content = new Content.ParcelOnItsWay("1", "Ann", "Demo", "T1", "javascript:alert(1)", List.of());
        send(new NewMessage(merchant, root, "ann@example.com", "en", content, "k"));
        assertThat(html()).doesNotContain("javascript");
    }

    @Test
    void anAddressThatCannotBeMailedFailsWithItsReason() throws Exception {
        send(confirmed("ann@example.com\r\nBcc: all@example.com", "en", "k"));
        work();
        assertThat(view())
                .returns(MessageState.FAILED, MessageView::state)
                .returns("The address holds spaces or control characters.", MessageView::reason);
        assertThat(types()).containsExactly("message.failed");
        assertThat(received()).isEmpty();
    }

    @Test
    void aMailServerThatIsAwayIsTriedAgain() throws Exception {
        send(confirmed("ann@example.com", "en", "k"));
        int port = server.getPort();
        server.setPort(portNobodyListensOn());
        try {
            assertThat(work().later()).hasSize(1);
        } finally {
            server.setPort(port);
        }
        assertThat(view()).returns(MessageState.QUEUED, MessageView::state).returns(1, MessageView::attempts);
        assertThat(work().later()).isEmpty();
        assertThat(received()).hasSize(1);
        assertThat(view()).returns(MessageState.SENT, MessageView::state);
    }

    private static int portNobodyListensOn() throws java.io.IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private NewMessage confirmed(String to, String locale, String key) {
        var content =
                new Content.OrderConfirmed("1001", "Ann", List.of(new Content.Line("Mug", 2)), Money.of(2150, "USD"));
        return new NewMessage(merchant, root, to, locale, content, key);
    }

    private NewMessage parcel(String to, String locale, String key) {
        var content = new Content.ParcelOnItsWay(
                "1001",
                "Ann",
                "Demo Parcel",
                "DP123",
                "https://track.example/DP123",
                List.of(new Content.Line("Mug", 2)));
        return new NewMessage(merchant, root, to, locale, content, key);
    }

    private int send(NewMessage... wanted) {
        return Context.background("test")
                .call(() -> java.util.Objects.requireNonNull(
                        transaction.execute(status -> messages.send(Arrays.asList(wanted)))));
    }

    /** Runs the step for whatever of this test is queued. */
    private SendMessages.Result work() {
        return Context.background("test").call(() -> {
            var queued = transaction.execute(status -> jdbc.sql(
                            "select w.subject from work w join message m on m.id = w.subject where w.step = 'MESSAGE' and m.root = :root")
                    .param("root", root)
                    .query(UUID.class)
                    .list());
            return step.run(java.util.Objects.requireNonNull(queued));
        });
    }

    private MessageView view() {
        return Context.background("test")
                .call(() -> messages.list(root, null, null, 10))
                .getFirst();
    }

    private String html() {
        return Context.background("test")
                .call(() -> java.util.Objects.requireNonNull(
                        transaction.execute(status -> jdbc.sql("select body_html from message where root = :root")
                                .param("root", root)
                                .query(String.class)
                                .single())));
    }

    private List<String> types() {
        return Context.background("test").call(() -> facts.timeline(root, 0, 100)).stream()
                .map(Facts.Entry::type)
                .toList();
    }

    /** What has arrived for this test; the server is shared by all of them. */
    private List<MimeMessage> received() throws Exception {
        var ids = Context.background("test").call(() -> messages.list(root, null, null, 10)).stream()
                .map(message -> "<" + message.id() + "@wharf>")
                .toList();
        var mine = new ArrayList<MimeMessage>();
        for (var mail : SERVER.getReceivedMessages()) if (ids.contains(mail.getMessageID())) mine.add(mail);
        return mine;
    }
}
