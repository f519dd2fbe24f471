package wharf.testing;

import static wharf.testing.Scenery.all;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.BusinessClock;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;

/** Ships orders, and reports of their parcels as a carrier does: over HTTP, signed. */
@Component
public class Couriers {
    private final Scenery scenery;
    private final Floor floor;
    private final OrderIntake intake;
    private final Parcels parcels;
    private final WorkEngine engine;
    private final BusinessClock clock;
    private final JdbcClient jdbc;

    Couriers(
            Scenery scenery,
            Floor floor,
            OrderIntake intake,
            Parcels parcels,
            WorkEngine engine,
            BusinessClock clock,
            JdbcClient jdbc) {
        this.scenery = scenery;
        this.floor = floor;
        this.intake = intake;
        this.parcels = parcels;
        this.engine = engine;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /** An order that has left in one parcel. */
    public record Sent(MerchantId merchant, WarehouseId site, OrderId order, ParcelId parcel, String tracking) {}

    /** One event in the demo carrier's form. */
    public static String event(String tracking, String milestone, Instant at) {
        return "{\"id\": \"%s\", \"tracking\": \"%s\", \"milestone\": \"%s\", \"at\": \"%s\", \"text\": \"%s\", \"place\": \"Miami, FL, US\"}"
                .formatted(UUID.randomUUID(), tracking, milestone, at, milestone.toLowerCase(java.util.Locale.ROOT));
    }

    public static String message(String... events) {
        return "{\"events\": [" + String.join(", ", events) + "]}";
    }

    /** A merchant with mugs at Fort Myers, and an order of two of them on its way to Miami. */
    public Sent sent() {
        var merchant = scenery.merchant();
        var site = scenery.site(false);
        var mug = scenery.item(merchant, "MUG");
        scenery.receive(merchant, mug, scenery.bin(site, "A-01"), 50);
        return sent(merchant, site, Scenery.order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));
    }

    public Sent sent(MerchantId merchant, WarehouseId site, NewOrder order) {
        var taken =
                (IntakeResult.Accepted) all(() -> intake.take(List.of(order))).getFirst();
        engine.drain();
        floor.work(site);
        var parcel = parcelOf(taken.id());
        var label = Objects.requireNonNull(parcel.label());
        return new Sent(merchant, site, taken.id(), parcel.id(), Objects.requireNonNull(label.tracking()));
    }

    /** The newest parcel of an order. */
    public ParcelView parcelOf(OrderId order) {
        var id = scenery.inTransaction(() -> jdbc.sql(
                        "select parcel_id from parcel_line where order_id = :order order by parcel_id desc limit 1")
                .param("order", order.value())
                .query(UUID.class)
                .single());
        return view(new ParcelId(id));
    }

    public ParcelView view(ParcelId parcel) {
        return all(() -> parcels.find(parcel)).orElseThrow();
    }

    /** Sends what the demo carrier would, rightly signed, and has the conclusions drawn. */
    public HttpResponse<String> report(int port, String... events) {
        var answer = post(port, "demo", message(events), secret("demo"), Instant.now());
        engine.drain();
        return answer;
    }

    /** An event that happens now. */
    public HttpResponse<String> report(int port, Sent sent, String milestone) {
        return report(port, event(sent.tracking(), milestone, clock.instant()));
    }

    public HttpResponse<String> post(int port, String source, String body, String secret, Instant signedAt) {
        var id = "msg_" + UUID.randomUUID();
        var timestamp = Long.toString(signedAt.getEpochSecond());
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/carriers/" + source))
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + signature(secret, id + "." + timestamp + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public static HttpResponse<String> send(HttpRequest request) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String secret(String source) {
        return scenery.inTransaction(() -> jdbc.sql(
                        "select secret from carrier_account where source = :source and revoked_at is null order by id desc limit 1")
                .param("source", source)
                .query(String.class)
                .single());
    }

    /** Written again here, so that the product is not checked by itself. */
    private static String signature(String secret, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
