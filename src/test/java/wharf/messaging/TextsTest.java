package wharf.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.platform.Context;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.testing.WharfTest;

@WharfTest
class TextsTest {
    @Autowired
    Messages messages;

    @Autowired
    TextConsents consents;

    @Autowired
    InboundTexts inbound;

    @Autowired
    Merchants merchants;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private MerchantId merchant = MerchantId.next();
    private final UUID root = Ids.next();
    private final String phone =
            "+1239555" + String.format("%04d", Math.floorMod(root.getLeastSignificantBits(), 10_000));

    @BeforeEach
    void aMerchant() {
        var code = "t" + UUID.randomUUID().toString().substring(0, 12);
        merchant = Context.background("test")
                .call(() -> merchants.create(NewMerchant.of(code, "Blue Shop", "USD", "shop@blue.example")));
    }

    @Test
    void nobody_is_texted_who_has_not_agreed() {
        assertThat(send(parcel("en", "p1"))).isZero();
        assertThat(texts()).isEmpty();
    }

    @Test
    void whoever_agreed_is_texted_once_and_the_first_text_says_how_to_end_them() {
        agree();

        assertThat(send(parcel("en", "p1"), parcel("en", "p1"))).isEqualTo(1);
        assertThat(send(parcel("es", "p2"))).isEqualTo(1);
        engine.drain();

        assertThat(texts())
                .containsExactly(
                        "Blue Shop: Your parcel is on its way (order 1001). https://track.example/DP123 Reply STOP to end texts, HELP for help.",
                        "Blue Shop: Su paquete está en camino (pedido 1001). https://track.example/DP123");
        assertThat(messages()).extracting(MessageView::state).containsOnly(MessageState.SENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STOP | You will receive no more texts",
                " stop. | You will receive no more texts",
                "Parar | No recibirá más",
                "SAIR | Você não receberá mais",
                "ARRÊT | Vous ne recevrez plus"
            })
    void stop_ends_texts_at_once_and_is_confirmed_in_the_language_of_the_word(String word, String answer) {
        agree();
        send(parcel("en", "p1"));
        engine.drain();
        send(parcel("en", "waiting"));

        assertThat(receive("1", word)).isEqualTo(InboundTexts.Meaning.STOP);
        engine.drain();

        assertThat(texts()).hasSize(2);
        assertThat(texts().getLast()).contains(answer);
        assertThat(messages()).extracting(MessageView::state).contains(MessageState.SUPPRESSED);
        assertThat(send(parcel("en", "p3"))).isZero();
    }

    @Test
    void start_begins_texts_again_and_help_is_answered_without_consent() {
        agree();
        send(parcel("en", "p1"));
        engine.drain();
        receive("1", "stop");
        receive("2", "HELP");
        receive("3", "start");
        engine.drain();

        assertThat(texts().subList(1, 4))
                .satisfiesExactly(
                        stopped -> assertThat(stopped).contains("no more texts"),
                        help -> assertThat(help).contains("shop@blue.example"),
                        begun -> assertThat(begun).contains("again"));
        assertThat(send(parcel("en", "p4"))).isEqualTo(1);
    }

    @Test
    void the_same_text_brought_twice_is_answered_once_and_other_words_are_kept_for_a_person() {
        agree();
        send(parcel("en", "p1"));
        receive("1", "HELP");
        receive("1", "HELP");
        assertThat(receive("2", "Where is my parcel? It should stop here")).isEqualTo(InboundTexts.Meaning.OTHER);
        engine.drain();

        assertThat(texts()).hasSize(2);
        assertThat(read("select body from text_received where merchant_id = :merchant order by id"))
                .containsExactly("HELP", "Where is my parcel? It should stop here");
    }

    @Test
    void a_number_that_is_no_merchants_takes_no_texts() {
        assertThatThrownBy(() -> Context.background("test")
                        .run(() -> inbound.received("simulated", "x", phone, "+19999999999", "STOP")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void the_evidence_of_consent_cannot_be_changed() {
        agree();

        assertThatThrownBy(() -> Context.background("test")
                        .run(() -> transaction.executeWithoutResult(
                                status -> jdbc.sql("update text_consent set granted = false")
                                        .update())))
                .isInstanceOf(DataAccessException.class);
        assertThat(Context.background("test").call(() -> consents.history(merchant, phone)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.wording()).isEqualTo("Text me about my order."));
    }

    private void agree() {
        Context.background("test")
                .run(() -> consents.record(
                        merchant, phone, true, TextConsents.Source.CHECKOUT, "Text me about my order."));
    }

    private InboundTexts.Meaning receive(String id, String body) {
        return Context.background("test").call(() -> inbound.received("test", root + id, phone, number(), body));
    }

    private String number() {
        return read("select number from text_sender where merchant_id = :merchant")
                .getFirst();
    }

    private NewMessage parcel(String locale, String key) {
        var content = new Content.ParcelOnItsWay(
                "1001", "Ann", "Demo Parcel", "DP123", "https://track.example/DP123", List.of());
        return new NewMessage(merchant, root, null, phone, locale, content, key);
    }

    private int send(NewMessage... wanted) {
        return Context.background("test")
                .call(() ->
                        Objects.requireNonNull(transaction.execute(status -> messages.send(Arrays.asList(wanted)))));
    }

    private List<MessageView> messages() {
        return Context.background("test").call(() -> messages.list(root, null, null, 20));
    }

    private List<String> texts() {
        return read("select body from simulated_text where merchant_id = :merchant order by sent_at, id");
    }

    private List<String> read(String sql) {
        return Context.background("test")
                .call(() -> Objects.requireNonNull(transaction.execute(status -> jdbc.sql(sql)
                        .param("merchant", merchant.value())
                        .query(String.class)
                        .list())));
    }
}
