package wharf.payment;

import static wharf.endpoints.Endpoint.PUBLIC;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.PAYMENTS_READ;
import static wharf.shared.Authority.PAYMENTS_WRITE;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.shared.Ids;
import wharf.shared.Money;

class PaymentEndpoints implements EndpointFixtures {
    private final Payments payments;
    private final TransactionTemplate transaction;

    PaymentEndpoints(Payments payments, TransactionTemplate transaction) {
        this.payments = payments;
        this.transaction = transaction;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/sandbox-psp/challenge/{challenge}")
                        .needs(PUBLIC)
                        .path("challenge", world -> nothing())
                        .answers(404)
                        .shared(),
                post("/sandbox-psp/challenge/{challenge}")
                        .needs(PUBLIC)
                        .path("challenge", world -> nothing())
                        .form(world -> Map.of("decision", "DENY"))
                        .answers(302)
                        .shared(),
                get("/api/v1/payments/{reference}")
                        .needs(PAYMENTS_READ)
                        .path("reference", this::captured)
                        .foreign(404),
                post("/api/v1/payments/{reference}/refunds")
                        .needs(PAYMENTS_WRITE)
                        .path("reference", this::captured)
                        .json(world -> """
                                {"requestId": "%s", "amountMinor": 1, "currency": "USD", "reason": "Broken"}""".formatted(world.unique()))
                        .foreign(404),
                post("/api/v1/payments/{reference}/captures/retry")
                        .needs(PAYMENTS_WRITE)
                        .path("reference", this::captured)
                        .foreign(404),
                post("/api/v1/payments/{reference}/tenders/{number}/instruments")
                        .needs(PAYMENTS_WRITE)
                        .path("reference", this::declined)
                        .path("number", world -> "1")
                        .json(world -> """
                                {"instrument": "tok_decline"}""")
                        .foreign(404),
                post("/api/v1/payments/{reference}/attempts/{attempt}/settlement")
                        .needs(PAYMENTS_WRITE)
                        .path("reference", this::captured)
                        .path("attempt", world -> nothing())
                        .json(world -> """
                                {"done": true, "note": "Paid back in cash"}""")
                        .answers(404)
                        .foreign(404),
                get("/api/v1/receivables")
                        .needs(PAYMENTS_READ)
                        .query("limit", world -> "5")
                        .shared());
    }

    private static String nothing() {
        return Ids.next().toString();
    }

    private String declined(World world) {
        return world.once("declined payment", () -> {
            UUID reference = Ids.next();
            transaction.executeWithoutResult(status -> payments.register(List.of(new NewTender(
                    world.merchant(),
                    reference,
                    1,
                    Method.CARD,
                    Mode.AUTHORISE,
                    Money.of(10_000, "USD"),
                    "tok_decline"))));
            payments.authorise(reference);
            return reference.toString();
        });
    }

    private String captured(World world) {
        return world.once("captured payment", () -> {
            UUID reference = Ids.next();
            transaction.executeWithoutResult(status -> payments.register(List.of(new NewTender(
                    world.merchant(), reference, 1, Method.CARD, Mode.AUTHORISE, Money.of(10_000, "USD"), "tok_ok"))));
            payments.authorise(reference);
            payments.capture(reference, Money.of(10_000, "USD"), "shipment");
            return reference.toString();
        });
    }
}
