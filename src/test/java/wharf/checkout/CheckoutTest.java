package wharf.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Api;
import wharf.messaging.TextConsents;
import wharf.order.IntakeResult;
import wharf.order.OrderIntake;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Decision;
import wharf.platform.Decisions;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.sourcing.DeliveryPromise;
import wharf.sourcing.DeliveryPromises;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** From the cart to an order that is paid, refused, given up or fought over; over HTTP, as a browser without script does it. */
@WharfTest
class CheckoutTest {
    @LocalServerPort
    int port;

    @Autowired
    ShopScenery shops;

    @Autowired
    Scenery scenery;

    @Autowired
    Orders orders;

    @Autowired
    OrderIntake intake;

    @Autowired
    Payments payments;

    @Autowired
    Decisions decisions;

    @Autowired
    DeliveryPromises promises;

    @Autowired
    TextConsents consents;

    @Autowired
    HoldSweep sweep;

    @Autowired
    BusinessClock clock;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    private Api shopper;

    @BeforeEach
    void enter() {
        shopper = Api.nobody(port);
    }

    @AfterEach
    void everyRuleHolds() {
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aCartIsPaidForAndBecomesAnOrderWithItsPromise() {
        var shop = shops.shop(5);
        var checkout = shops.checkout(shop, "MUG", 2);
        var form = shops.form(shopper, checkout, "tok_ok");
        assertThat(shopper.get(checkout).body()).contains("ann@example.com", "33139");

        var placed = shopper.form(checkout, form);

        assertThat(placed.statusCode()).isEqualTo(302);
        var receipt = location(placed);
        assertThat(receipt).startsWith(shop.path("/orders/"));
        engine.drain();
        var order = only(shop.merchant());
        assertThat(order.state()).isNotIn(OrderState.RECEIVED, OrderState.AWAITING_PAYMENT, OrderState.CANCELLED);
        assertThat(order.channel()).isEqualTo("web");
        assertThat(order.totalMinor()).isEqualTo(4000 + order.shippingMinor());
        assertThat(order.shippingMinor()).isPositive();
        var promise = promise(order);
        assertThat(form.get("service")).contains(promise.deliverBy().toString());
        assertThat(promise.service()).isEqualTo(order.service());
        assertThat(promise.price().minor()).isEqualTo(order.shippingMinor());
        assertThat(shopper.get(receipt).body()).contains(order.externalId(), "With you by", "Ann Smith");
        assertThat(mail(order.id())).contains("It reaches you by", shop.path("/orders/"));
        assertThat(why(order.id()).candidates())
                .anySatisfy(
                        site -> assertThat(site.figures().keySet().toString()).contains("costMinor", "deliverBy"));
        assertThat(shopper.get(checkout).statusCode()).as("back").isEqualTo(302);
    }

    @Test
    void aSecondClickIsTheSameOrderEvenForTheLastPiece() throws Exception {
        var shop = shops.shop(1);
        var checkout = shops.checkout(shop, "MUG", 1);
        var form = shops.form(shopper, checkout, "tok_ok");

        var answers = atOnce(4, n -> () -> Api.nobody(port).form(checkout, form).statusCode());
        shopper.form(checkout, form);

        assertThat(answers).containsOnly(302);
        engine.drain();
        assertThat(shops.orders(shop.merchant())).hasSize(1);
        assertThat(shops.free(shop.merchant(), "MUG")).isZero();
    }

    @Test
    void ofTwoShoppersOneGetsTheLastPieceAndTheOtherIsToldWhichItWas() throws Exception {
        var shop = shops.shop(1);
        var carts =
                List.of(shops.checkout(shop, "MUG", 1), shops.checkout(shop, "MUG", 1), shops.checkout(shop, "MUG", 1));
        var forms =
                carts.stream().map(cart -> shops.form(shopper, cart, "tok_ok")).toList();

        var bodies = java.util.Collections.synchronizedList(new ArrayList<String>());
        var answers = atOnce(3, n -> () -> {
            var answer = Api.nobody(port).form(carts.get(n), forms.get(n));
            if (answer.statusCode() != 302) bodies.add(answer.body());
            return answer.statusCode();
        });

        assertThat(answers).containsExactlyInAnyOrder(302, 409, 409);
        assertThat(bodies).allSatisfy(body -> assertThat(body).contains("Item MUG has just been sold out"));
        engine.drain();
        assertThat(shops.orders(shop.merchant())).hasSize(1);
        assertThat(shops.free(shop.merchant(), "MUG")).isZero();
    }

    @Test
    void fewerThanWantedNamesTheLineAndKeepsTheCart() {
        var shop = shops.shop(3);
        var checkout = shops.checkout(shop, "MUG", 3);
        var form = shops.form(shopper, checkout, "tok_ok");
        buy(shop, 1);

        var answer = shopper.form(checkout, form);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Only 2 of “Item MUG” are left.", "/cart");
        assertThat(shopper.get(checkout).body()).contains("Only 2 of “Item MUG” are left.", "× 3", "ann@example.com");
    }

    @Test
    void aCartSaysWhatIsLeftBeforeAnAddressIsWrittenForNothing() {
        var shop = shops.shop(3);
        shopper.form(shop.path("/cart/items"), Map.of("sku", "MUG", "quantity", "3"));
        var cart = shop.path("/cart");
        assertThat(shopper.get(cart).body()).contains("Item MUG").doesNotContain("3 left");

        buy(shop, 1);
        assertThat(shopper.get(cart).body()).contains("2 left");

        buy(shop, 2);
        assertThat(shopper.get(cart).body()).contains("Sold out");
    }

    @Test
    void anUnpaidOrderIsGivenUpAndItsCartCanBeOrderedAgain() {
        var shop = shops.shop(1);
        var checkout = shops.checkout(shop, "MUG", 1);
        shopper.form(checkout, shops.form(shopper, checkout, "tok_decline"));
        engine.drain();
        assertThat(shops.free(shop.merchant(), "MUG")).isZero();
        assertThat(background(sweep::sweep)).as("too early").isZero();

        clock.advance(Duration.ofMinutes(31));
        background(sweep::sweep);
        engine.drain();

        assertThat(only(shop.merchant()).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(shops.free(shop.merchant(), "MUG")).isEqualTo(1);
        assertThat(shopper.get(checkout).body()).contains("The time is up");
        assertThat(shopper.form(checkout + "/payment", Map.of("pay", "tok_ok")).statusCode())
                .isIn(302, 200);
        assertThat(only(shop.merchant()).state()).isEqualTo(OrderState.CANCELLED);

        shopper.form(checkout + "/again", Map.of());
        shopper.form(checkout, shops.form(shopper, checkout, "tok_ok"));
        engine.drain();

        assertThat(shops.orders(shop.merchant())).hasSize(2);
        var second = order(shops.orders(shop.merchant()).getFirst());
        assertThat(second.externalId()).endsWith("-2");
        assertThat(second.state()).isNotIn(OrderState.AWAITING_PAYMENT, OrderState.CANCELLED);
        clock.advance(Duration.ofMinutes(31));
        background(sweep::sweep);
        assertThat(order(second.id()).state()).isNotEqualTo(OrderState.CANCELLED);
    }

    @Test
    void aPaymentThatCameInTheLastMomentIsNotCancelled() {
        var shop = shops.shop(1);
        var checkout = shops.checkout(shop, "MUG", 1);
        shopper.form(checkout, shops.form(shopper, checkout, "tok_ok"));

        clock.advance(Duration.ofMinutes(31));
        background(sweep::sweep);
        engine.drain();

        assertThat(only(shop.merchant()).state()).isNotIn(OrderState.CANCELLED, OrderState.AWAITING_PAYMENT);
    }

    @Test
    void aDeclinedCardIsExplainedAndAnotherOneTaken() {
        var shop = shops.shop(2);
        var checkout = shops.checkout(shop, "MUG", 1);
        assertThat(location(shopper.form(checkout, shops.form(shopper, checkout, "tok_insufficient_funds"))))
                .isEqualTo(checkout);
        engine.drain();
        assertThat(only(shop.merchant()).state()).isEqualTo(OrderState.AWAITING_PAYMENT);
        assertThat(shopper.get(checkout).body()).contains("There are not enough funds.", "Your order is kept");
        assertThat(shopper.get(checkout + "?lang=es").body()).contains("No hay fondos suficientes.");

        var again = shopper.form(checkout + "/payment", Map.of("pay", "tok_ok"));

        assertThat(location(again)).startsWith(shop.path("/orders/"));
        engine.drain();
        assertThat(only(shop.merchant()).state()).isNotIn(OrderState.AWAITING_PAYMENT, OrderState.CANCELLED);
    }

    @Test
    void aChallengeLeadsToTheBankAndBack() {
        var shop = shops.shop(2);
        var checkout = shops.checkout(shop, "MUG", 1);
        var challenge = location(shopper.form(checkout, shops.form(shopper, checkout, "tok_challenge")));
        assertThat(challenge).startsWith("/sandbox-psp/challenge/").endsWith("?return=" + checkout + "/return");
        assertThat(shopper.get(checkout).body()).contains("still asks you to confirm");
        assertThat(shopper.get(challenge).body()).contains("simulator", "Approve");

        var back = location(answer(challenge, "APPROVE", checkout));

        assertThat(back).isEqualTo(checkout + "/return");
        assertThat(location(shopper.get(back))).startsWith(shop.path("/orders/"));
        engine.drain();
        assertThat(only(shop.merchant()).state()).isNotIn(OrderState.AWAITING_PAYMENT, OrderState.CANCELLED);
    }

    @Test
    void aDeniedChallengeLetsTheShopperTrySomethingElse() {
        var shop = shops.shop(2);
        var checkout = shops.checkout(shop, "MUG", 1);
        var challenge = location(shopper.form(checkout, shops.form(shopper, checkout, "tok_challenge")));

        var back = location(answer(challenge, "DENY", checkout));

        assertThat(location(shopper.get(back))).isEqualTo(checkout);
        assertThat(shopper.get(checkout).body()).contains("You did not confirm it.");
        assertThat(location(shopper.form(checkout + "/payment", Map.of("pay", "tok_ok"))))
                .startsWith(shop.path("/orders/"));
    }

    @Test
    void payLaterIsAgreedOnTheLendersPageAndCapturedLikeACard() {
        var shop = shops.shop(5);
        var checkout = shops.checkout(shop, "MUG", 3);
        var lender = location(shopper.form(checkout, shops.form(shopper, checkout, "later_ok")));
        assertThat(shopper.get(lender).body()).contains("Sandbox pay later", "four parts", "simulator");

        answer(lender, "APPROVE", checkout);
        engine.drain();

        var order = only(shop.merchant());
        assertThat(order.state()).isNotIn(OrderState.AWAITING_PAYMENT, OrderState.CANCELLED);
        var payment = all(() -> payments.view(order.id().value()));
        assertThat(payment.label()).isEqualTo("AUTHORISED");
        assertThat(payment.tenders().getFirst().method().name()).isEqualTo("PAY_LATER");
        all(() -> payments.capture(order.id().value(), payment.available(), "shipped"));
        assertThat(all(() -> payments.view(order.id().value())).label()).isEqualTo("CAPTURED");
    }

    @Test
    void aLenderWhoSaysNoLeavesTheOrderToACard() {
        var shop = shops.shop(5);
        var checkout = shops.checkout(shop, "MUG", 3);
        var lender = location(shopper.form(checkout, shops.form(shopper, checkout, "later_decline")));

        shopper.get(location(answer(lender, "APPROVE", checkout)));

        assertThat(shopper.get(checkout).body()).contains("The lender said no to this purchase.");
        shopper.form(checkout + "/payment", Map.of("pay", "tok_ok"));
        engine.drain();
        var order = only(shop.merchant());
        assertThat(order.state()).isNotIn(OrderState.AWAITING_PAYMENT, OrderState.CANCELLED);
        assertThat(all(() -> payments.view(order.id().value()))
                        .tenders()
                        .getFirst()
                        .method()
                        .name())
                .isEqualTo("CARD");
    }

    @Test
    void payLaterIsOfferedWithinItsLimitsOnly() {
        var shop = shops.shop(5);
        var checkout = shops.checkout(shop, "MUG", 1);

        var answer = shopper.form(checkout, shops.form(shopper, checkout, "later_ok"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("From $35.00 to $1,500.00");
        assertThat(shops.orders(shop.merchant())).isEmpty();
    }

    @Test
    void whatIsWrongStandsBesideItsFieldInTheShoppersLanguage() {
        var shop = shops.shop(5);
        var checkout = shops.checkout(shop, "MUG", 1);
        var form = shops.form(shopper, checkout, "tok_ok");
        form.put("email", "nobody");
        form.put("postcode", "9999");
        form.put("phone", "");
        form.put("texts", "on");

        var english = shopper.form(checkout, form);
        var french = shopper.form(checkout + "?lang=fr", form);

        assertThat(english.statusCode()).isEqualTo(422);
        assertThat(english.body())
                .contains("aria-describedby=\"e-email\"", "id=\"e-email\"", "aria-describedby=\"e-postcode\"")
                .contains("Then write 09999", "Text messages need a phone number.");
        assertThat(english.body()).containsOnlyOnce(" autofocus");
        assertThat(french.body()).contains("Les SMS demandent un numéro de téléphone.", "<html lang=\"fr\">");
        assertThat(shops.orders(shop.merchant())).isEmpty();
    }

    @Test
    void aDeliveryThatHasChangedIsAskedAboutAgain() {
        var shop = shops.shop(5);
        var checkout = shops.checkout(shop, "MUG", 1);
        var form = shops.form(shopper, checkout, "tok_ok");
        form.put("service", String.valueOf(form.get("service")).replaceFirst("~\\d+$", "~1"));

        var answer = shopper.form(checkout, form);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("have changed meanwhile");
        assertThat(shops.orders(shop.merchant())).isEmpty();
    }

    @Test
    void aTickIsRecordedAsConsentInTheWordsThatWereRead() {
        var shop = shops.shop(5);
        var checkout = shops.checkout(shop, "MUG", 1);
        var form = shops.form(shopper, checkout, "tok_ok");
        form.put("phone", "(305) 555-0199");
        form.put("texts", "on");

        shopper.form(checkout, form);
        shopper.form(checkout, form);

        var entries = all(() -> consents.history(shop.merchant(), "+13055550199"));
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.granted()).isTrue();
            assertThat(entry.source()).isEqualTo(TextConsents.Source.CHECKOUT);
            assertThat(entry.wording()).contains("STOP");
        });
        assertThat(only(shop.merchant()).shipTo().phone()).isEqualTo("+13055550199");
    }

    @Test
    void nobodyGetsInWithAForgedLinkOrAnotherShopsLink() {
        var shop = shops.shop(1);
        var other = shops.shop(1);
        var checkout = shops.checkout(shop, "MUG", 1);
        var token = checkout.substring(checkout.lastIndexOf('/') + 1);

        assertThat(shopper.get(shop.path("/checkout/" + forged(token))).statusCode())
                .isEqualTo(404);
        assertThat(shopper.get(other.path("/checkout/" + token)).statusCode()).isEqualTo(404);
        assertThat(shopper.get(shop.path("/orders/" + token)).statusCode()).isEqualTo(404);
        assertThat(shopper.get("/shop/nobody-here").statusCode()).isEqualTo(404);
        assertThat(shopper.get("/shop/NO'T-A-SHOP").statusCode()).isEqualTo(404);
    }

    /** One character of the seal is another. */
    private static String forged(String token) {
        char other = token.charAt(60) == 'A' ? 'B' : 'A';
        return token.substring(0, 60) + other + token.substring(61);
    }

    @Test
    void aChallengeLeadsNowhereElse() {
        var shop = shops.shop(1);
        var checkout = shops.checkout(shop, "MUG", 1);
        var challenge = location(shopper.form(checkout, shops.form(shopper, checkout, "tok_challenge")))
                .replaceFirst("\\?.*", "");

        for (var elsewhere : List.of("//evil.example/", "https://evil.example/", "/shop/x/../../login", "/orders/1"))
            assertThat(location(shopper.form(challenge, Map.of("decision", "DENY", "return", elsewhere))))
                    .isEqualTo(challenge);
    }

    /** A node that died between the two left an order behind that no cart knows of. */
    @Test
    void anOrderWhoseCartWasNeverToldOfItIsTakenUp() {
        var shop = shops.shop(1);
        var checkout = shops.checkout(shop, "MUG", 1);
        shops.form(shopper, checkout, "tok_decline");
        var reference = scenery.inTransaction(() -> jdbc.sql("""
                        update cart set hold_until = :until where merchant_id = :merchant returning reference
                        """)
                .param("until", clock.instant().plusSeconds(60).atOffset(java.time.ZoneOffset.UTC))
                .param("merchant", shop.merchant().value())
                .query(String.class)
                .single());
        var order = declined(shop.merchant(), reference);
        engine.drain();

        clock.advance(Duration.ofMinutes(2));
        background(sweep::sweep);
        engine.drain();

        assertThat(order(order).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(shops.free(shop.merchant(), "MUG")).isEqualTo(1);
        assertThat(shopper.get(checkout).body()).contains("The time is up");
    }

    private OrderId declined(MerchantId merchant, String reference) {
        var order = Scenery.order(merchant, wharf.order.NewOrder.Shortage.REFUSE, "MUG", 1);
        var with = wharf.order.NewOrder.of(order.merchant(), "web", reference)
                .currency(order.currency())
                .lines(order.lines())
                .shipTo(order.shipTo())
                .email(order.email())
                .locale(order.locale())
                .shippingMinor(order.shippingMinor())
                .tenders(List.of(new wharf.order.NewOrder.Tender("CARD", false, 1500L, "tok_decline")))
                .shortage(order.shortage())
                .build();
        return ((IntakeResult.Accepted) all(() -> intake.take(List.of(with))).getFirst()).id();
    }

    private void buy(ShopScenery.Open shop, int units) {
        var other = shops.checkout(shop, "MUG", units);
        var friend = Api.nobody(port);
        assertThat(friend.form(other, shops.form(friend, other, "tok_ok")).statusCode())
                .isEqualTo(302);
    }

    private java.net.http.HttpResponse<String> answer(String challenge, String decision, String checkout) {
        return shopper.form(
                challenge.replaceFirst("\\?.*", ""), Map.of("decision", decision, "return", checkout + "/return"));
    }

    private static String location(java.net.http.HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(to -> to.replaceFirst("^https?://[^/]+", ""))
                .orElse("no redirect: " + answer.statusCode());
    }

    private OrderView only(MerchantId merchant) {
        var all = shops.orders(merchant);
        assertThat(all).hasSize(1);
        return order(all.getFirst());
    }

    private OrderView order(OrderId id) {
        return all(() -> orders.find(id)).orElseThrow();
    }

    private DeliveryPromise promise(OrderView order) {
        var key = new DeliveryPromise.Key(order.merchant(), "web", order.externalId());
        return java.util.Objects.requireNonNull(
                all(() -> promises.of(List.of(key))).get(key));
    }

    private Decision why(OrderId order) {
        return all(() -> decisions.about(order.value())).stream()
                .filter(decision -> decision.kind().equals("promise"))
                .findFirst()
                .orElseThrow();
    }

    private String mail(OrderId order) {
        return scenery.inTransaction(
                () -> jdbc.sql("select body_text from message where root = :order and dedupe_key like 'confirmed:%'")
                        .param("order", order.value())
                        .query(String.class)
                        .single());
    }

    private static int background(java.util.function.IntSupplier work) {
        return Context.background("test").call(work::getAsInt);
    }

    private interface Maker {
        Callable<Integer> of(int n);
    }

    private static List<Integer> atOnce(int many, Maker maker) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(many)) {
            var answers = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < many; i++) {
                var work = maker.of(i);
                answers.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            var results = new ArrayList<Integer>();
            for (var answer : answers) results.add(answer.get());
            return results;
        }
    }
}
