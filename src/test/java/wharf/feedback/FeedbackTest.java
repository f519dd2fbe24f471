package wharf.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.delivery.cases.CaseReason;
import wharf.delivery.cases.CaseView;
import wharf.delivery.cases.Cases;
import wharf.delivery.cases.Decision;
import wharf.delivery.cases.NewCase;
import wharf.endpoints.Api;
import wharf.messaging.TextConsents;
import wharf.order.NewOrder;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.platform.SignedLinks;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.Floor;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** From the delivery to the answer: over SMTP to the inbox, by the links of the mail, to the console. */
@WharfTest
class FeedbackTest {
    private static final FeedbackPolicy AT_ONCE = new FeedbackPolicy(true, 0, 30, 0, true);
    private static final Pattern TAP = Pattern.compile("href=\"(http[^\"]+kind=(\\w+)&(?:amp;)?score=(\\d+))\"");

    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    FeedbackPolicies policies;

    @Autowired
    Surveys surveys;

    @Autowired
    SurveyAnswers answers;

    @Autowired
    Cases cases;

    @Autowired
    TextConsents consents;

    @Autowired
    Facts facts;

    @Autowired
    SignedLinks links;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    Sent sent;

    @BeforeEach
    void anOrderOnItsWay() {
        sent = couriers.sent();
    }

    @Test
    void one_tap_in_the_thank_you_mail_is_an_answer() {
        delivered(AT_ONCE);

        var mail = mail();
        assertThat(mail.subject()).startsWith("How did we do? (order ");
        var taps = TAP.matcher(mail.html()).results().toList();
        assertThat(taps).filteredOn(tap -> tap.group(2).equals("CSAT")).hasSize(5);
        assertThat(taps).filteredOn(tap -> tap.group(2).equals("NPS")).hasSize(11);
        var shopper = Api.nobody(port);
        var tapped = path(mail.html(), "NPS", 9);
        assertThat(shopper.get(tapped).body())
                .contains("data-send=\"self\"", "value=\"9\" required checked")
                .contains("noindex");

        shopper.form(survey(tapped) + "/answers", Map.of("kind", "NPS", "score", "9", "comment", "Quick!"));

        assertThat(answer(SurveyKind.NPS))
                .returns(9, SurveyAnswer::score)
                .returns("Quick!", SurveyAnswer::comment)
                .returns(SurveyAnswer.Attention.NONE, SurveyAnswer::attention);
        assertThat(told("survey.answered")).containsExactly("{\"kind\": \"NPS\", \"score\": 9}");
        assertThat(shopper.get(survey(tapped)).body())
                .contains("Your answer: 9")
                .doesNotContain("data-send=\"self\"");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whoever_only_opens_the_link_has_answered_nothing() {
        delivered(AT_ONCE);
        var tapped = path(mail().html(), "CSAT", 1);
        var scanner = Api.nobody(port);

        assertThat(scanner.get(tapped).statusCode()).isEqualTo(200);
        assertThat(scanner.send("HEAD", tapped, null).statusCode()).isEqualTo(200);
        // A form that comes from nowhere, without the page's own token.
        assertThat(scanner.send(
                                "POST",
                                survey(tapped) + "/answers",
                                "kind=CSAT&score=1".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(403);

        assertThat(all(() -> answers.of(sent.order()))).isEmpty();
        assertThat(told("survey.answered")).isEmpty();
    }

    @Test
    void an_answer_can_be_changed_and_is_told_once() {
        delivered(AT_ONCE);
        var tapped = path(mail().html(), "CSAT", 2);
        var shopper = Api.nobody(port);
        shopper.form(survey(tapped) + "/answers", Map.of("kind", "CSAT", "score", "2"));
        assertThat(answer(SurveyKind.CSAT).attention()).isEqualTo(SurveyAnswer.Attention.OPEN);

        assertThat(shopper.get(path(mail().html(), "CSAT", 5)).body())
                .contains("You answered 2 before")
                .doesNotContain("data-send=\"self\"");
        shopper.form(survey(tapped) + "/answers", Map.of("kind", "CSAT", "score", "5", "comment", "It was my fault."));
        shopper.form(survey(tapped) + "/answers", Map.of("kind", "CSAT", "score", "5", "comment", "It was my fault."));

        assertThat(answer(SurveyKind.CSAT))
                .returns(5, SurveyAnswer::score)
                .returns(SurveyAnswer.Attention.NONE, SurveyAnswer::attention);
        assertThat(told("survey.answered")).hasSize(1);
        assertThat(told("survey.changed")).containsExactly("{\"was\": 2, \"kind\": \"CSAT\", \"score\": 5}");
    }

    @Test
    void of_many_answers_at_once_one_is_the_first() throws Exception {
        delivered(AT_ONCE);
        var start = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = java.util.stream.IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        start.await();
                        return all(() -> {
                            answers.answer(sent.order(), SurveyKind.NPS, i, null);
                            return true;
                        });
                    })
                    .toList();
            for (var call : threads.invokeAll(calls)) assertThat(call.get()).isTrue();
        }

        assertThat(told("survey.answered")).hasSize(1);
        assertThat(told("survey.changed")).hasSize(7);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void no_address_but_the_signed_one_answers() {
        delivered(AT_ONCE);
        var good = survey(path(mail().html(), "NPS", 3));
        var code = code(sent.merchant());
        var other = couriers.sent();
        var inAnHour = clock.instant().plusSeconds(3600);
        var bad = List.of(
                "/shop/" + code + "/survey/"
                        + links.sign("track", sent.merchant(), sent.order().value(), inAnHour),
                "/shop/" + code + "/survey/"
                        + links.sign(
                                "survey",
                                sent.merchant(),
                                sent.order().value(),
                                clock.instant().minusSeconds(60)),
                "/shop/" + code + "/survey/"
                        + links.sign("survey", other.merchant(), sent.order().value(), inAnHour),
                good.replace("/shop/" + code, "/shop/" + code(other.merchant())),
                good.substring(0, good.length() - 1) + (good.endsWith("A") ? "Q" : "A"));

        var shopper = Api.nobody(port);
        for (var address : bad) {
            assertThat(shopper.get(address).statusCode()).as(address).isEqualTo(404);
            assertThat(shopper.form(address + "/answers", Map.of("kind", "NPS", "score", "3"))
                            .statusCode())
                    .as(address)
                    .isEqualTo(404);
        }
        assertThat(all(() -> answers.of(sent.order()))).isEmpty();
    }

    @Test
    void what_is_on_no_scale_is_refused_and_said() {
        delivered(AT_ONCE);
        var page = survey(path(mail().html(), "NPS", 3));
        var shopper = Api.nobody(port);

        for (var score : List.of("11", "-1", "nine", "", "99999999999"))
            assertThat(shopper.form(page + "/answers", Map.of("kind", "NPS", "score", score))
                            .headers()
                            .firstValue("Location")
                            .orElse(""))
                    .as(score)
                    .endsWith("problem=score");
        assertThat(shopper.get(page + "?problem=score").body()).contains("Choose one of the numbers.");
        assertThat(shopper.form(page + "/answers", Map.of("kind", "CSAT", "score", "5", "comment", "x".repeat(1001)))
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("problem=comment");
        assertThat(shopper.get(page + "?kind=NPS&score=11").body()).doesNotContain("data-send=\"self\"");
        assertThat(all(() -> answers.of(sent.order()))).isEmpty();
        assertThatThrownBy(() -> all(() -> {
                    answers.answer(new OrderId(UUID.randomUUID()), SurveyKind.CSAT, 5, null);
                    return true;
                }))
                .isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "es-MX | ¿Qué tal lo hemos hecho? | ¿Qué tal el pedido",
                "pt-BR | Como nos saímos? | Como foi o pedido",
                "fr-CA | Votre avis nous intéresse | passée la commande",
                "ja | How did we do? | How was order"
            })
    void it_speaks_the_shoppers_language(String locale, String subject, String title) {
        scenery.inTransaction(() -> jdbc.sql("update orders set locale = :locale where id = :id")
                .param("locale", locale)
                .param("id", sent.order().value())
                .update());
        delivered(AT_ONCE);

        assertThat(mail().subject()).startsWith(subject);
        assertThat(Api.nobody(port).get(path(mail().html(), "NPS", 9)).body())
                .contains(title)
                .contains("lang=\"" + (locale.equals("ja") ? "en" : locale.substring(0, 2)) + "\"");
    }

    @Test
    void the_merchant_says_how_long_after_the_delivery_by_the_business_clock() {
        delivered(new FeedbackPolicy(true, 48, 30, 0, true));
        assertThat(state()).isEqualTo("WAITING");
        assertThat(all(surveys::queueDue)).isNotNegative();
        engine.drain();
        assertThat(state()).isEqualTo("WAITING");

        all(() -> {
            clock.advance(Duration.ofHours(49));
            return true;
        });
        while (all(surveys::queueDue) > 0) engine.drain();

        assertThat(state()).isEqualTo("SENT");
        assertThat(mail().subject()).startsWith("How did we do?");
    }

    @Test
    void texts_go_to_who_agreed_to_them() {
        all(() -> {
            consents.record(sent.merchant(), "+13055550100", true, TextConsents.Source.API, "yes");
            return true;
        });
        delivered(AT_ONCE);

        var text = scenery.inTransaction(() -> jdbc.sql(
                        "select body_text from message where root = :root and template = 'Thanks' and channel = 'TEXT'")
                .param("root", sent.order().value())
                .query(String.class)
                .single());
        assertThat(text).contains("How did we do?").containsPattern("/shop/[a-z0-9]+/survey/[\\w-]{75}");
    }

    @Test
    void nobody_is_asked_while_something_is_wrong() {
        all(() -> cases.open(new NewCase(
                sent.order(),
                sent.parcel(),
                CaseReason.DAMAGED,
                "broken",
                CaseView.OpenedBy.OPERATOR,
                List.of(),
                List.of())));

        delivered(AT_ONCE);

        assertThat(state()).isEqualTo("SUPPRESSED");
        assertThat(told("survey.suppressed")).hasSize(1);
        assertThat(mails()).isZero();
    }

    @Test
    void a_replacement_is_not_asked_about() {
        var one = all(() -> cases.open(new NewCase(
                sent.order(),
                sent.parcel(),
                CaseReason.DAMAGED,
                "broken",
                CaseView.OpenedBy.OPERATOR,
                List.of(),
                List.of())));
        all(() -> {
            policies.put(sent.merchant(), AT_ONCE);
            return cases.decide(
                    one.id(), new Decision(Decision.Kind.RESHIP, Decision.Payer.MERCHANT, null, "sent again"));
        });
        engine.drain();
        var again = new OrderId(java.util.Objects.requireNonNull(
                scenery.inTransaction(() -> jdbc.sql("select reship_order from delivery_case where id = :id")
                        .param("id", one.id())
                        .query(UUID.class)
                        .single())));
        floor.work(sent.site());
        var parcel = couriers.parcelOf(again);
        var tracking = java.util.Objects.requireNonNull(
                java.util.Objects.requireNonNull(parcel.label()).tracking());
        couriers.report(port, new Sent(sent.merchant(), sent.site(), again, parcel.id(), tracking), "DELIVERED");

        assertThat(state(again)).isEqualTo("SUPPRESSED");
    }

    @Test
    void who_was_asked_a_short_while_ago_or_does_not_want_to_be_is_left_alone() {
        delivered(new FeedbackPolicy(true, 0, 30, 30, true));
        assertThat(state()).isEqualTo("SENT");
        var second = couriers.sent(
                sent.merchant(), sent.site(), Scenery.order(sent.merchant(), NewOrder.Shortage.REFUSE, "MUG", 1));
        couriers.report(port, second, "DELIVERED");
        assertThat(state(second.order())).isEqualTo("SUPPRESSED");

        var stop = Pattern.compile("/hooks/survey-stops/[\\w-]{75}").matcher(mail().html());
        assertThat(stop.find()).isTrue();
        assertThat(Api.nobody(port).get(stop.group()).body()).contains("will not ask you");
        // As mail programs do by RFC 8058: no cookie, no page before.
        assertThat(Api.nobody(port)
                        .send(
                                "POST",
                                stop.group(),
                                "List-Unsubscribe=One-Click".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(200);
        all(() -> {
            policies.put(sent.merchant(), AT_ONCE);
            return true;
        });
        var third = couriers.sent(
                sent.merchant(), sent.site(), Scenery.order(sent.merchant(), NewOrder.Shortage.REFUSE, "MUG", 1));
        couriers.report(port, third, "DELIVERED");
        assertThat(state(third.order())).isEqualTo("SUPPRESSED");
        assertThat(Api.nobody(port).get("/hooks/survey-stops/forged").statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_unhappy_shopper_waits_for_a_person_and_is_closed_with_a_note() {
        delivered(AT_ONCE);
        Api.nobody(port)
                .form(
                        survey(path(mail().html(), "NPS", 3)) + "/answers",
                        Map.of("kind", "NPS", "score", "2", "comment", "Box crushed <b>"));
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, sent.merchant());

        assertThat(admin.get("/").body()).contains("Unhappy shoppers");
        assertThat(admin.get("/feedback?attention=OPEN").body()).contains("Box crushed &lt;b", "2 of 10", "-100");
        assertThat(admin.get("/orders/" + sent.order()).body()).contains("The shopper answered NPS 2.");
        assertThat(admin.get("/feedback.csv?kind=NPS").body()).contains("NPS,2,Box crushed <b>");
        admin.form("/feedback/" + sent.order() + "/closure", Map.of("note", "Called, sent a new one."));

        assertThat(answer(SurveyKind.NPS))
                .returns(SurveyAnswer.Attention.CLOSED, SurveyAnswer::attention)
                .returns("Called, sent a new one.", SurveyAnswer::note);
        assertThat(admin.send("POST", "/api/v1/feedback/" + sent.order() + "/closure", "{\"note\": \"again\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void nobody_sees_answers_of_another_merchant() {
        delivered(AT_ONCE);
        all(() -> {
            answers.answer(sent.order(), SurveyKind.CSAT, 1, "secret words");
            return true;
        });
        var stranger = people.signedIn(port, Role.MERCHANT_ADMIN, scenery.merchant());

        assertThat(stranger.get("/feedback").body()).doesNotContain("secret words");
        assertThat(stranger.get("/api/v1/feedback").body()).contains("\"items\":[]");
        assertThat(stranger.send("POST", "/api/v1/feedback/" + sent.order() + "/closure", "{\"note\": \"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void answers_are_summed_up_as_the_trade_does() {
        var orders = List.of(sent, couriersOf(sent), couriersOf(sent), couriersOf(sent));
        all(() -> {
            policies.put(sent.merchant(), AT_ONCE);
            return true;
        });
        orders.forEach(one -> couriers.report(port, one, "DELIVERED"));
        int[] nps = {10, 9, 8, 6};
        int[] csat = {5, 4, 3, 1};
        for (int i = 0; i < 4; i++) {
            int at = i;
            all(() -> {
                answers.answer(orders.get(at).order(), SurveyKind.NPS, nps[at], null);
                answers.answer(orders.get(at).order(), SurveyKind.CSAT, csat[at], null);
                return true;
            });
        }
        var wanted = new SurveyAnswers.Wanted(sent.merchant(), null, null, null, null, null, null, "");

        var summary = all(() -> answers.summary(wanted));

        assertThat(summary)
                .returns(3.25, SurveyAnswers.Summary::csatAverage)
                .returns(50.0, SurveyAnswers.Summary::satisfiedPercent)
                .returns(25.0, SurveyAnswers.Summary::nps)
                .returns(4L, SurveyAnswers.Summary::asked)
                .returns(4L, SurveyAnswers.Summary::replied)
                .returns(2L, SurveyAnswers.Summary::open);
        var firstTwo = all(() -> answers.list(wanted, Turn.START, 3));
        var turn = Turn.after(wharf.platform.Cursor.decode(firstTwo.getLast().cursor(), 3));
        assertThat(all(() -> answers.list(wanted, turn, 50))).hasSize(5).doesNotContainAnyElementsOf(firstTwo);
    }

    @Test
    void the_sums_on_screen_are_of_the_last_days_and_who_is_unhappy_waits_however_long() {
        delivered(AT_ONCE);
        all(() -> {
            answers.answer(sent.order(), SurveyKind.NPS, 3, null);
            return true;
        });
        scenery.inTransaction(
                () -> jdbc.sql("""
                        with long_ago as (
                          update survey
                          set settled_at = settled_at - interval '200 days'
                          where order_id = :order)
                        update survey_answer
                        set answered_at = answered_at - interval '200 days'
                        where order_id = :order
                        """).param("order", sent.order().value()).update());
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, sent.merchant());

        assertThat(admin.get("/feedback").body())
                .contains(
                        "of the last 90 days",
                        "Replied · 0 of 0 orders",
                        ">1</div><div class=\"text-secondary\">Low answers");
        assertThat(admin.get("/feedback?since=2000-01-01").body())
                .contains("Replied · 1 of 1 orders", ">1</div><div class=\"text-secondary\">Low answers")
                .doesNotContain("of the last 90 days");
        assertThat(all(() -> answers.summary(new SurveyAnswers.Wanted(
                        sent.merchant(), null, null, null, null, java.time.LocalDate.of(2000, 1, 1), null, ""))))
                .returns(1L, SurveyAnswers.Summary::asked)
                .returns(1L, SurveyAnswers.Summary::replied);
    }

    @Test
    void who_does_not_want_to_be_asked_can_say_so_long_after_answers_are_taken() {
        delivered(new FeedbackPolicy(true, 0, 1, 0, true));
        var stop = Pattern.compile("/hooks/survey-stops/([\\w-]{75})").matcher(mail().html());
        assertThat(stop.find()).isTrue();

        var link = links.open("survey-stop", stop.group(1)).orElseThrow();

        assertThat(link.expires()).isAfter(clock.instant().plus(Duration.ofDays(60)));
    }

    private Sent couriersOf(Sent like) {
        return couriers.sent(
                like.merchant(), like.site(), Scenery.order(like.merchant(), NewOrder.Shortage.REFUSE, "MUG", 1));
    }

    private void delivered(FeedbackPolicy policy) {
        all(() -> {
            policies.put(sent.merchant(), policy);
            return true;
        });
        couriers.report(port, sent, "DELIVERED");
    }

    private record Mail(String subject, String html) {}

    /** As it came out of the mail server. */
    private Mail mail() {
        return scenery.inTransaction(() -> jdbc.sql("""
                select i.subject, i.body_html as html
                from message m
                join inbox_mail i on i.message_id = '<' || m.id || '@wharf>'
                where m.root = :root
                and m.template = 'Thanks'
                and m.channel = 'EMAIL'
                """)
                .param("root", sent.order().value())
                .query(Mail.class)
                .single());
    }

    private long mails() {
        return scenery.inTransaction(
                () -> jdbc.sql("select count(*) from message where root = :root and template = 'Thanks'")
                        .param("root", sent.order().value())
                        .query(Long.class)
                        .single());
    }

    private static String path(String html, String kind, int score) {
        return TAP.matcher(html)
                .results()
                .filter(tap -> tap.group(2).equals(kind) && tap.group(3).equals(Integer.toString(score)))
                .map(tap -> tap.group(1).replace("&amp;", "&"))
                .map(address -> URI.create(address).getPath() + "?"
                        + URI.create(address).getQuery())
                .findFirst()
                .orElseThrow();
    }

    private static String survey(String path) {
        return path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
    }

    private SurveyAnswer answer(SurveyKind kind) {
        return java.util.Objects.requireNonNull(
                all(() -> answers.of(sent.order())).get(kind));
    }

    private List<String> told(String type) {
        return all(() -> facts.timeline(sent.order().value(), 0, 500)).stream()
                .filter(fact -> fact.type().equals(type))
                .map(fact -> String.valueOf(fact.data()))
                .toList();
    }

    private String state() {
        return state(sent.order());
    }

    private String state(OrderId order) {
        return all(() -> surveys.of(order)).orElseThrow().state();
    }

    private String code(MerchantId merchant) {
        return scenery.inTransaction(() -> jdbc.sql("select code from merchant where id = :id")
                        .param("id", merchant.value())
                        .query(String.class)
                        .single())
                .toLowerCase(Locale.ROOT);
    }
}
