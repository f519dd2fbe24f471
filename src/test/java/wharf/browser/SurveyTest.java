package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wharf.testing.Scenery.all;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.catalog.NewPrice;
import wharf.catalog.Prices;
import wharf.feedback.FeedbackPolicies;
import wharf.feedback.FeedbackPolicy;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.merchant.Merchants;
import wharf.shared.Role;
import wharf.testing.Couriers;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** One tap in a mail, a review, and what the merchant does with both: on screen only. */
@Tag("slow")
@WharfTest
class SurveyTest {
    private static final String PASSWORD = "a password for tests";
    private static final Pattern TAP = Pattern.compile("href=\"(http[^\"]+kind=NPS&(?:amp;)?score=3)\"");

    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    FeedbackPolicies policies;

    @Autowired
    Prices prices;

    @Autowired
    Merchants merchants;

    @Autowired
    Users users;

    @Autowired
    Scenery scenery;

    @Autowired
    JdbcClient jdbc;

    @Test
    void a_tap_is_an_answer_and_a_review_reaches_the_shop() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        var sent = couriers.sent();
        var merchant = all(() -> merchants.find(sent.merchant())).orElseThrow();
        all(() -> {
            policies.put(merchant.id(), new FeedbackPolicy(true, 0, 30, 0, true));
            prices.put(merchant, List.of(new NewPrice("MUG", 1250L, null, null)));
            return true;
        });
        scenery.inTransaction(
                () -> jdbc.sql("insert into shop (merchant_id, open, hold_minutes) values (:merchant, true, 30)")
                        .param("merchant", merchant.id().value())
                        .update());
        couriers.report(port, sent, "DELIVERED");
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var shopper = browsing.visitor(ColorScheme.LIGHT);
            shopper.navigate(tapped(sent));
            // A page that is about to be another one cannot be read.
            shopper.waitForURL(address -> address.contains("thanks=NPS"));
            assertThat(shopper.content()).contains("Your answer: 3");
            browsing.wholePicture(shopper, "survey-answered");
            shopper.navigate(tapped(sent));
            shopper.locator(".wharf-stars label").nth(1).click();
            shopper.fill("textarea[name=text]", "Keeps the coffee warm, and looks good.");
            browsing.wholePicture(shopper, "survey-review");
            shopper.click("text=Send review");
            shopper.waitForURL(address -> address.contains("thanks=review"));
            assertThat(shopper.content()).contains("Waiting for the shop");

            var email = UUID.randomUUID() + "@example.org";
            all(() -> users.create(new NewUser(email, "Merchant", Role.MERCHANT_ADMIN, merchant.id(), PASSWORD)));
            var page = browsing.signedIn(email, PASSWORD);
            page.navigate("/feedback");
            browsing.wholePicture(page, "feedback");
            page.fill("input[name=note]", "Called her.");
            page.click("text=Close");
            page.navigate("/reviews?state=PENDING");
            browsing.wholePicture(page, "reviews");
            page.click("button:has-text(\"Publish\")");
            page.navigate("/feedback/policy");
            browsing.wholePicture(page, "feedback-policy");
            page.navigate("/settings/webhooks");
            browsing.wholePicture(page, "webhooks");
            page.fill("input[name=url]", "http://127.0.0.1:9/hook");
            page.click("text=Add endpoint");
            assertThat(page.content()).contains("whsec_");
            page.click("table a");
            page.click("text=Send a test");
            browsing.wholePicture(page, "webhook");
            page.evaluate("() => document.documentElement.setAttribute('data-bs-theme', 'dark')");
            browsing.wholePicture(page, "webhook-dark");

            var dark = browsing.visitor(ColorScheme.DARK);
            dark.navigate(tapped(sent));
            browsing.wholePicture(dark, "survey-dark");
            var mug = scenery.idOf(merchant.id(), "MUG");
            dark.navigate("/shop/" + merchant.code() + "/items/" + mug);
            assertThat(dark.content()).contains("4 of 5 (1 review)");
            browsing.wholePicture(dark, "item-dark");
            shopper.navigate("/shop/" + merchant.code());
            browsing.picture(shopper, "storefront-rated");
            shopper.navigate("/shop/" + merchant.code() + "/items/" + mug);
            browsing.wholePicture(shopper, "item");
            assertThat(browsing.complaints()).isEmpty();
        }
    }

    /** As scanners of mails do, some of them with script. */
    @Test
    void who_opens_the_page_and_leaves_does_not_answer_and_who_is_there_does() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        var sent = askedAtOnce();
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var page = stopped(browsing);
            page.navigate(tapped(sent));
            page.clock().runFor(1000);
            assertThat(page.locator("form[data-send]").count()).isOne();
            page.navigate("/shop");
            assertThat(answers(sent)).isZero();

            page.navigate(tapped(sent));
            page.clock().runFor(1600);
            page.waitForURL(address -> address.contains("thanks=NPS"));
            assertThat(answers(sent)).isOne();
        }
    }

    @Test
    void a_pointer_that_moves_sends_at_once_and_who_chooses_otherwise_sends_themselves() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        var sent = askedAtOnce();
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var page = stopped(browsing);
            page.navigate(tapped(sent));
            page.evaluate("() => { var five = document.querySelectorAll('form[data-send] input[name=score]')[5];"
                    + " five.checked = true; five.dispatchEvent(new Event('input', {bubbles: true})); }");
            page.mouse().move(3, 3);
            page.clock().runFor(5000);
            assertThat(answers(sent)).isZero();

            page.navigate(tapped(sent));
            page.mouse().move(2, 2);
            page.mouse().move(4, 4);
            page.waitForURL(address -> address.contains("thanks=NPS"));
            assertThat(answers(sent)).isOne();
        }
    }

    /** A shopper whose parcel has arrived, and who has been asked. */
    private Couriers.Sent askedAtOnce() {
        var sent = couriers.sent();
        all(() -> {
            policies.put(sent.merchant(), new FeedbackPolicy(true, 0, 30, 0, true));
            return true;
        });
        couriers.report(port, sent, "DELIVERED");
        return sent;
    }

    private static Page stopped(Browsing browsing) {
        var page = browsing.visitor(ColorScheme.LIGHT);
        page.clock().install();
        page.clock().pauseAt(System.currentTimeMillis() + 60_000);
        return page;
    }

    private int answers(Couriers.Sent sent) {
        return scenery.inTransaction(() -> jdbc.sql("select count(*) from survey_answer where order_id = :order")
                .param("order", sent.order().value())
                .query(Integer.class)
                .single());
    }

    /** The three of the second question, as the mail has it, at the address of this test. */
    private String tapped(Couriers.Sent sent) {
        var html = scenery.inTransaction(() -> jdbc.sql(
                        "select body_html from message where root = :root and template = 'Thanks' and channel = 'EMAIL'")
                .param("root", sent.order().value())
                .query(String.class)
                .single());
        var link = TAP.matcher(html);
        assertThat(link.find()).isTrue();
        var address = URI.create(link.group(1).replace("&amp;", "&"));
        return address.getPath() + "?" + address.getQuery();
    }
}
