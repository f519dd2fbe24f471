package wharf.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;
import wharf.catalog.NewPrice;
import wharf.catalog.Prices;
import wharf.endpoints.Api;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.platform.SignedLinks;
import wharf.shared.ItemId;
import wharf.shared.Role;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** From a shopper's words to the item's page and the product feed. */
@WharfTest
class ReviewTest {
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
    ItemReviews reviews;

    @Autowired
    Merchants merchants;

    @Autowired
    Prices prices;

    @Autowired
    Facts facts;

    @Autowired
    SignedLinks links;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    Sent sent;
    Merchant merchant;
    ItemId mug;
    String page = "";

    @BeforeEach
    void aShopperWhoHasHerMugs() {
        sent = couriers.sent();
        merchant = all(() -> merchants.find(sent.merchant())).orElseThrow();
        mug = scenery.idOf(sent.merchant(), "MUG");
        all(() -> {
            policies.put(sent.merchant(), new FeedbackPolicy(true, 0, 30, 0, true));
            prices.put(merchant, List.of(new NewPrice("MUG", 1250L, null, null)));
            return true;
        });
        scenery.inTransaction(
                () -> jdbc.sql("insert into shop (merchant_id, open, hold_minutes) values (:merchant, true, 30)")
                        .param("merchant", sent.merchant().value())
                        .update());
        couriers.report(port, sent, "DELIVERED");
        page = "/shop/" + merchant.code() + "/survey/"
                + links.sign(
                        "survey",
                        sent.merchant(),
                        sent.order().value(),
                        clock.instant().plusSeconds(3600));
    }

    @Test
    void others_see_it_once_the_merchant_has_published_it() {
        write("4", "Keeps <b>coffee</b> warm</script>", "Ann S.");
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, sent.merchant());
        var item = "/shop/" + merchant.code() + "/items/" + mug;
        assertThat(Api.nobody(port).get(item).body()).contains("Nobody has written about it yet");
        assertThat(admin.get("/").body()).contains("Reviews to look at");
        assertThat(admin.get("/reviews?state=PENDING").body()).contains("Keeps &lt;b");

        admin.form("/reviews/" + review().id() + "/publication", Map.of());
        admin.form("/reviews/" + review().id() + "/reply", Map.of("reply", "We are glad."));

        var shown = Api.nobody(port).get(item).body();
        assertThat(shown)
                .contains("Keeps &lt;b", "Ann S.", "We are glad.", "4 of 5 (1 review)")
                .doesNotContain("noindex");
        var structured =
                shown.substring(shown.indexOf("ld+json\">") + 9, shown.indexOf("</script>", shown.indexOf("ld+json")));
        var product = json.readTree(structured);
        assertThat(product.at("/@type").asString()).isEqualTo("Product");
        assertThat(product.at("/offers/price").asString()).isEqualTo("12.50");
        assertThat(product.at("/image").asString()).endsWith("/pictures/" + mug);
        assertThat(shown).contains("src=\"/pictures/" + mug);
        assertThat(product.at("/aggregateRating/ratingValue").asDouble()).isEqualTo(4.0);
        assertThat(product.at("/aggregateRating/reviewCount").asInt()).isEqualTo(1);
        assertThat(product.at("/review/0/reviewBody").asString()).isEqualTo("Keeps <b>coffee</b> warm</script>");
        assertThat(Api.nobody(port).get("/shop/" + merchant.code()).body()).contains("4 of 5 (1 review)");
        assertThat(types()).contains("review.submitted", "review.published", "review.replied");
    }

    @Test
    void what_is_not_shown_has_a_reason_and_is_nowhere() {
        write("1", "Buy at other-shop.example", "Spam");
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, sent.merchant());
        var id = review().id();
        assertThat(admin.send("POST", "/api/v1/reviews/" + id + "/decision", "{\"decision\": \"REJECT\"}")
                        .statusCode())
                .isEqualTo(422);

        admin.send(
                "POST",
                "/api/v1/reviews/" + id + "/decision",
                "{\"decision\": \"REJECT\", \"reason\": \"an advertisement\"}");

        assertThat(review())
                .returns(ReviewState.REJECTED, ItemReview::state)
                .returns("an advertisement", ItemReview::reason);
        assertThat(feed()).doesNotContain("other-shop");
        assertThat(Api.nobody(port)
                        .get("/shop/" + merchant.code() + "/reviews.json")
                        .body())
                .doesNotContain("other-shop");
        assertThat(Api.nobody(port).get(page).body()).contains("Not shown in the shop");
    }

    @Test
    void written_anew_it_waits_anew_and_the_same_again_changes_nothing() {
        write("4", "Good", "Ann");
        all(() -> {
            reviews.publish(review().id(), null);
            return true;
        });
        write("4", "Good", "Ann");
        assertThat(review().state()).isEqualTo(ReviewState.PUBLISHED);

        write("2", "Not so good after a week", "Ann");

        assertThat(review().state()).isEqualTo(ReviewState.PENDING);
        assertThat(types().stream().filter("review.submitted"::equals)).hasSize(2);
    }

    @Test
    void what_was_written_anew_since_it_was_looked_at_is_not_published() {
        write("5", "Lovely", "Ann");
        var seen = review().submittedAt();
        all(() -> {
            clock.advance(java.time.Duration.ofSeconds(1));
            return true;
        });
        write("1", "Buy at other-shop.example", "Ann");
        var admin = people.signedIn(port, Role.MERCHANT_ADMIN, sent.merchant());
        var page = "/reviews/" + review().id() + "/publication";

        admin.form(page, Map.of("seen", seen.toString()));
        assertThat(admin.send(
                                "POST",
                                "/api/v1/reviews/" + review().id() + "/decision",
                                "{\"decision\": \"PUBLISH\", \"submittedAt\": \"" + seen + "\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(review().state()).isEqualTo(ReviewState.PENDING);

        admin.form(page, Map.of("seen", review().submittedAt().toString()));
        assertThat(review().state()).isEqualTo(ReviewState.PUBLISHED);
    }

    @Test
    void the_product_feed_is_what_the_trade_reads() throws Exception {
        write("5", "Sturdy & <nice>", "");
        all(() -> {
            reviews.publish(review().id(), null);
            return true;
        });

        var feed = feed();

        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(feed)));
        assertThat(text(document, "version")).isEqualTo("2.3");
        assertThat(text(document, "content")).isEqualTo("Sturdy & <nice>");
        assertThat(text(document, "overall")).isEqualTo("5");
        assertThat(text(document, "sku")).isEqualTo("MUG");
        assertThat(text(document, "product_url")).endsWith("/shop/" + merchant.code() + "/items/" + mug);
        assertThat(text(document, "collection_method")).isEqualTo("post_fulfillment");
        assertThat(feed).contains("<name is_anonymous=\"true\">Anonymous</name>");
        var order = all(() -> reviews.find(review().id())).externalId();
        assertThat(feed).as("anybody may read it").doesNotContain(order);
        var page = json.readTree(Api.nobody(port)
                .get("/shop/" + merchant.code() + "/reviews.json")
                .body());
        assertThat(page.at("/items/0/stars").asInt()).isEqualTo(5);
    }

    @Test
    void what_no_xml_holds_breaks_no_feed() throws Exception {
        write("5", "Good\ufffe mug\uffff \ud83d\ude00", "A\uffffnn");
        all(() -> {
            reviews.publish(review().id(), null);
            return true;
        });

        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(feed())));

        assertThat(text(document, "content")).isEqualTo("Good mug \ud83d\ude00");
        assertThat(document.getElementsByTagName("name").item(1).getTextContent())
                .isEqualTo("Ann");
    }

    @Test
    void where_the_merchant_wants_no_reviews_none_is_taken() {
        all(() -> {
            policies.put(sent.merchant(), new FeedbackPolicy(true, 0, 30, 0, false));
            return true;
        });

        assertThat(Api.nobody(port)
                        .form(page + "/reviews", Map.of("item", mug.toString(), "stars", "5"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(all(() -> reviews.of(sent.order()))).isEmpty();
    }

    @Test
    void only_what_was_bought_can_be_reviewed() {
        var other = scenery.item(sent.merchant(), "CUP");
        var shopper = Api.nobody(port);

        assertThat(shopper.form(page + "/reviews", Map.of("item", other.toString(), "stars", "5"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(shopper.form(page + "/reviews", Map.of("item", mug.toString(), "stars", "6"))
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("problem=stars");
        assertThat(shopper.form(page + "/reviews", Map.of("item", mug.toString(), "stars", "5", "name", "x".repeat(61)))
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("problem=text");
        assertThat(all(() -> reviews.of(sent.order()))).isEmpty();
    }

    @Test
    void nobody_decides_on_reviews_of_another_merchant() {
        write("3", "Words of one shop", "Ann");
        var stranger = people.signedIn(port, Role.MERCHANT_ADMIN, scenery.merchant());
        var id = review().id();

        assertThat(stranger.get("/reviews").body()).doesNotContain("Words of one shop");
        assertThat(stranger.get("/api/v1/reviews/" + id).statusCode()).isEqualTo(404);
        assertThat(stranger.send("POST", "/api/v1/reviews/" + id + "/decision", "{\"decision\": \"PUBLISH\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(review().state()).isEqualTo(ReviewState.PENDING);
        assertThat(Api.nobody(port).get("/shop/no-such-shop/reviews.xml").statusCode())
                .isEqualTo(404);
    }

    private void write(String stars, String text, String name) {
        Api.nobody(port)
                .form(page + "/reviews", Map.of("item", mug.toString(), "stars", stars, "text", text, "name", name));
    }

    private ItemReview review() {
        return Objects.requireNonNull(all(() -> reviews.of(sent.order())).get(mug));
    }

    private String feed() {
        return Api.nobody(port).get("/shop/" + merchant.code() + "/reviews.xml").body();
    }

    private static String text(org.w3c.dom.Document document, String element) {
        return document.getElementsByTagName(element).item(0).getTextContent();
    }

    private List<String> types() {
        return all(() -> facts.timeline(sent.order().value(), 0, 500)).stream()
                .map(Facts.Entry::type)
                .toList();
    }
}
