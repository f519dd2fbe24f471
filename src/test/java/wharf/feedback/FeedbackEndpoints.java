package wharf.feedback;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.CATALOG_READ;
import static wharf.shared.Authority.CATALOG_WRITE;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.order.NewOrder;
import wharf.platform.BusinessClock;
import wharf.platform.SignedLinks;
import wharf.shared.OrderId;
import wharf.testing.Couriers;
import wharf.testing.Scenery;

class FeedbackEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final Couriers couriers;
    private final SurveyAnswers answers;
    private final ItemReviews reviews;
    private final SignedLinks links;
    private final BusinessClock clock;
    private final JdbcClient jdbc;

    FeedbackEndpoints(
            Scenery scenery,
            Couriers couriers,
            SurveyAnswers answers,
            ItemReviews reviews,
            SignedLinks links,
            BusinessClock clock,
            JdbcClient jdbc) {
        this.scenery = scenery;
        this.couriers = couriers;
        this.answers = answers;
        this.reviews = reviews;
        this.links = links;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/shop/{merchant}/survey/{token}")
                        .needs(Endpoint.PUBLIC)
                        .path("merchant", this::code)
                        .path("token", world -> token(world, "survey"))
                        .query("kind", world -> "NPS")
                        .query("score", world -> "9"),
                post("/shop/{merchant}/survey/{token}/answers")
                        .needs(Endpoint.PUBLIC)
                        .path("merchant", this::code)
                        .path("token", world -> token(world, "survey"))
                        .form(world -> Map.of("kind", "CSAT", "score", "4", "comment", "fine"))
                        // Whoever has not opened the page before has no token to send the form with.
                        .answers(302, 403),
                post("/shop/{merchant}/survey/{token}/reviews")
                        .needs(Endpoint.PUBLIC)
                        .path("merchant", this::code)
                        .path("token", world -> token(world, "survey"))
                        .form(world -> Map.of("item", item(world), "stars", "5", "text", "Good.", "name", "Ann"))
                        .answers(302, 403),
                get("/hooks/survey-stops/{token}")
                        .needs(Endpoint.PUBLIC)
                        .path("token", world -> token(world, "survey-stop")),
                post("/hooks/survey-stops/{token}")
                        .needs(Endpoint.PUBLIC)
                        .path("token", world -> token(world, "survey-stop"))
                        .answers(200, 403),
                get("/shop/{merchant}/reviews.json").needs(Endpoint.PUBLIC).path("merchant", this::code),
                get("/shop/{merchant}/reviews.xml").needs(Endpoint.PUBLIC).path("merchant", this::code),
                get("/feedback")
                        .needs(ORDERS_READ)
                        .query("merchant", FeedbackEndpoints::merchant)
                        .query("since", world -> "2026-01-01")
                        .foreign(404),
                get("/feedback.csv")
                        .needs(ORDERS_READ)
                        .query("merchant", FeedbackEndpoints::merchant)
                        .foreign(404),
                post("/feedback/{order}/closure")
                        .needs(ORDERS_WRITE)
                        .path("order", this::unhappy)
                        .form(world -> Map.of("note", "called"))
                        .answers(302)
                        .foreign(404),
                get("/feedback/policy")
                        .needs(ORDERS_READ)
                        .query("merchant", FeedbackEndpoints::merchant)
                        .foreign(404),
                post("/feedback/policy")
                        .needs(CATALOG_WRITE)
                        .form(world -> Map.of(
                                "merchant", merchant(world),
                                "asks", "true",
                                "delayHours", "0",
                                "answerDays", "30",
                                "quietDays", "0",
                                "asksReviews", "true"))
                        .answers(302)
                        .foreign(404),
                get("/reviews")
                        .needs(CATALOG_READ)
                        .query("merchant", FeedbackEndpoints::merchant)
                        .query("state", world -> "PENDING")
                        .foreign(404),
                post("/reviews/{id}/publication")
                        .needs(CATALOG_WRITE)
                        .path("id", this::review)
                        .answers(302)
                        .foreign(404),
                post("/reviews/{id}/rejection")
                        .needs(CATALOG_WRITE)
                        .path("id", this::review)
                        .form(world -> Map.of("reason", "an advertisement"))
                        .answers(302)
                        .foreign(404),
                post("/reviews/{id}/reply")
                        .needs(CATALOG_WRITE)
                        .path("id", this::review)
                        .form(world -> Map.of("reply", "Thank you."))
                        .answers(302)
                        .foreign(404),
                get("/api/v1/feedback")
                        .needs(ORDERS_READ)
                        .query("merchant", FeedbackEndpoints::merchant)
                        .query("kind", world -> "CSAT")
                        .query("until", world -> "2026-12-31")
                        .foreign(404),
                get("/api/v1/feedback/summary")
                        .needs(ORDERS_READ)
                        .query("merchant", FeedbackEndpoints::merchant)
                        .foreign(404),
                post("/api/v1/feedback/{order}/closure")
                        .needs(ORDERS_WRITE)
                        .path("order", this::unhappy)
                        .json(world -> "{\"note\": \"called\"}")
                        .answers(204)
                        .foreign(404),
                get("/api/v1/feedback/policy")
                        .needs(ORDERS_READ)
                        .query("merchant", FeedbackEndpoints::merchant)
                        .foreign(404),
                put("/api/v1/feedback/policy")
                        .needs(CATALOG_WRITE)
                        .json(world -> """
                        {"merchant": "%s", "policy": {"asks": true, "delayHours": 0, "answerDays": 30, "quietDays": 0, "asksReviews": true}}""".formatted(world.merchant()))
                        .answers(204)
                        .foreign(404),
                get("/api/v1/reviews")
                        .needs(CATALOG_READ)
                        .query("merchant", FeedbackEndpoints::merchant)
                        .foreign(404),
                get("/api/v1/reviews/{id}")
                        .needs(CATALOG_READ)
                        .path("id", this::review)
                        .foreign(404),
                post("/api/v1/reviews/{id}/decision")
                        .needs(CATALOG_WRITE)
                        .path("id", this::review)
                        .json(world -> "{\"decision\": \"PUBLISH\"}")
                        .foreign(404),
                put("/api/v1/reviews/{id}/reply")
                        .needs(CATALOG_WRITE)
                        .path("id", this::review)
                        .json(world -> "{\"reply\": \"Thank you.\"}")
                        .foreign(404));
    }

    private static String merchant(World world) {
        return world.merchant().toString();
    }

    private String code(World world) {
        return world.once(
                "code",
                () -> scenery.inTransaction(() -> jdbc.sql("select code from merchant where id = :id")
                        .param("id", world.merchant().value())
                        .query(String.class)
                        .single()));
    }

    private String token(World world, String purpose) {
        return world.fresh(() -> links.sign(
                purpose, world.merchant(), order(world).value(), clock.instant().plusSeconds(3600)));
    }

    private String item(World world) {
        order(world);
        return world.once("reviewed-item", () -> "");
    }

    /** An order of the world's merchant that has left, and whose shopper was asked. */
    private OrderId order(World world) {
        return OrderId.of(world.once("order-asked-about", () -> {
            var site = scenery.site(false);
            var sku = Scenery.unique("MUG").toUpperCase(java.util.Locale.ROOT);
            var mug = scenery.item(world.merchant(), sku);
            scenery.receive(world.merchant(), mug, scenery.bin(site, Scenery.unique("B-")), 50);
            world.once("reviewed-item", mug::toString);
            var order = Scenery.order(world.merchant(), NewOrder.Shortage.REFUSE, sku, 1);
            var sent = couriers.sent(world.merchant(), site, order).order();
            scenery.inTransaction(() -> jdbc.sql("""
                    insert into survey (order_id, merchant_id, recipient, delivered_at, due_at, state, settled_at, expires_at)
                    values (:order, :merchant, 'ann@example.com', now(), now(), 'SENT', now(), now() + interval '30 days')
                    """)
                    .param("order", sent.value())
                    .param("merchant", world.merchant().value())
                    .update());
            return sent.toString();
        }));
    }

    private String unhappy(World world) {
        var order = order(world);
        return world.fresh(() -> {
            answers.answer(order, SurveyKind.CSAT, 5, null);
            answers.answer(order, SurveyKind.CSAT, 1, null);
            return order.toString();
        });
    }

    private String review(World world) {
        var order = order(world);
        var item = wharf.shared.ItemId.of(item(world));
        return world.fresh(() -> {
            reviews.submit(new ItemReviews.NewReview(order, item, 4, Scenery.unique("Nice "), "Ann"));
            return java.util.Objects.requireNonNull(reviews.of(order).get(item))
                    .id()
                    .toString();
        });
    }
}
