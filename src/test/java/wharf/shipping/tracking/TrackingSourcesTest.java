package wharf.shipping.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.WebhookSignature;

class TrackingSourcesTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void a_real_tracker_of_easypost_is_read_entry_by_entry() throws IOException {
        var reports = new EasyPostTracking()
                .read(JSON.readTree(carrierFile("easypost/Tracker-Service/creates-a-tracker_0_v_trackers_200.json")));

        assertThat(reports).hasSize(2).allMatch(report -> report.milestone() == Milestone.LABEL_CREATED);
        var last = reports.getLast();
        assertThat(last.tracking()).isEqualTo("EZ1000000001");
        assertThat(last.text()).isEqualTo("Shipping Label Created");
        assertThat(last.place()).isEqualTo("HOUSTON, TX");
        assertThat(last.occurredAt()).isEqualTo("2024-07-01T04:43:32Z");
        assertThat(last.expectedBy()).isEqualTo(LocalDate.of(2024, 7, 30));
        assertThat(reports.getFirst().place()).isNull();
    }

    @Test
    void an_event_of_easypost_holds_its_tracker() {
        var reports = new EasyPostTracking().read(JSON.readTree("""
                {"object": "Event", "description": "tracker.updated", "result": {"object": "Tracker", "tracking_code": "EZ2",
                 "tracking_details": [{"status": "delivered", "status_detail": "arrived_at_destination", "message": "Left at door",
                                       "datetime": "2026-03-02T16:06:32Z", "tracking_location": {"city": "MIAMI", "state": "FL"}},
                                      {"status": "unknown", "datetime": "2026-03-02T16:06:32Z"}]}}
                """));

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.milestone()).isEqualTo(Milestone.DELIVERED);
            assertThat(report.raw()).contains("Left at door");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "in_transit, arrived_at_facility, IN_TRANSIT",
        "in_transit, received_at_origin_facility, PICKED_UP",
        "in_transit, weather_delay, EXCEPTION",
        "in_transit, lost, LOST",
        "out_for_delivery, out_for_delivery, OUT_FOR_DELIVERY",
        "available_for_pickup, arrived_at_pickup_location, AVAILABLE_FOR_PICKUP",
        "return_to_sender, return, RETURNING",
        "failure, delivery_exception, EXCEPTION"
    })
    void their_status_and_its_detail_come_down_to_one_milestone(String status, String detail, Milestone milestone) {
        assertThat(EasyPostTracking.milestone(status, detail)).contains(milestone);
    }

    @Test
    void a_real_answer_of_ups_is_read_in_greenwich_time() throws IOException {
        var reports = new UpsTracking().read(JSON.readTree(carrierFile("ups/track_v1_colombia_to_miami.json")));

        assertThat(reports)
                .extracting(CarrierReport::milestone)
                .containsExactly(Milestone.LABEL_CREATED, Milestone.IN_TRANSIT, Milestone.IN_TRANSIT);
        var arrived = reports.getLast();
        assertThat(arrived.tracking()).isEqualTo("1ZYA27550424697984");
        assertThat(arrived.occurredAt()).isEqualTo("2025-08-21T12:00:00Z");
        assertThat(arrived.place()).isEqualTo("MIAMI, FL, US");
        assertThat(arrived.code()).isEqualTo("AF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "{}",
                "{\"events\": 3}",
                "{\"events\": [null]}",
                "{\"events\": [{\"tracking\": \"T\", \"milestone\": \"BLESSED\", \"at\": \"2026-03-02T15:00:00Z\"}]}",
                "{\"events\": [{\"tracking\": \"T\", \"milestone\": \"DELIVERED\", \"at\": \"yesterday\"}]}",
                "{\"events\": [{\"tracking\": \"T\", \"milestone\": \"DELIVERED\", \"at\": \"+999999999-01-01T00:00:00Z\"}]}",
                "{\"events\": [{\"tracking\": {}, \"milestone\": \"DELIVERED\", \"at\": \"2026-03-02T15:00:00Z\"}]}",
                "{\"object\": \"Tracker\", \"tracking_code\": \"T\", \"tracking_details\": {}}",
                "{\"trackResponse\": {\"shipment\": [{\"package\": [{\"trackingNumber\": \"T\", \"activity\": [{\"status\": {\"type\": \"D\"}}]}]}]}}"
            })
    void what_is_no_message_of_a_carrier_is_unreadable_and_never_a_fault(String message) {
        for (var source : List.of(new DemoTracking(), new EasyPostTracking(), new UpsTracking()))
            assertThatThrownBy(() -> source.read(JSON.readTree(message)))
                    .as(source.name())
                    .isInstanceOf(UnreadableMessage.class);
    }

    @Test
    void what_carriers_write_is_made_storable() {
        var report = new CarrierReport(
                "T\u0000 1",
                null,
                Milestone.IN_TRANSIT,
                Instant.EPOCH,
                "c",
                "a\uD800b\n" + "x".repeat(500),
                " ",
                null,
                "{}");

        assertThat(report.tracking()).isEqualTo("T  1");
        assertThat(report.text()).startsWith("a b x").hasSize(300);
        assertThat(report.place()).isNull();
    }

    /** The example that implementations of the scheme are tried with. */
    @Test
    void a_signature_is_that_of_the_standard_webhooks_scheme() {
        var body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        var at = Instant.ofEpochSecond(1_614_265_330);
        var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        var signed = WebhookSignature.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body, secret);

        assertThat(signed.signatures()).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(signed.holds(body, List.of("whsec_AAAA", secret), at.plusSeconds(299)))
                .isTrue();
        assertThat(signed.holds(body, List.of(secret), at.plusSeconds(301))).isFalse();
        assertThat(signed.holds(body, List.of(secret), at.minusSeconds(301))).isFalse();
        assertThat(signed.holds("{}".getBytes(StandardCharsets.UTF_8), List.of(secret), at))
                .isFalse();
        assertThat(signed.holds(body, List.of("whsec_AAAA"), at)).isFalse();
        assertThat(signed.holds(body, List.of(), at)).isFalse();
        var rotated = new WebhookSignature(signed.id(), signed.timestamp(), "v1a,xx v1,%% " + signed.signatures());
        assertThat(rotated.holds(body, List.of(secret), at)).isTrue();
        assertThat(new WebhookSignature("x", "99999999999999999999", "v1,AA").holds(body, List.of(secret), at))
                .isFalse();
    }

    private static byte[] carrierFile(String name) throws IOException {
        var file = Path.of(System.getProperty("wharf.shared.data", "../shared/data"), "carriers", name);
        assumeTrue(Files.exists(file), "no carrier files here");
        return Files.readAllBytes(file);
    }
}
