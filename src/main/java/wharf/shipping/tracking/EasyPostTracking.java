package wharf.shipping.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads trackers of EasyPost, bare or within one of its events; each entry of {@code tracking_details} is one event. */
@Component
class EasyPostTracking implements TrackingSource {
    @Override
    public String name() {
        return "easypost";
    }

    @Override
    public List<CarrierReport> read(JsonNode message) {
        var tracker = message.path("result").isObject() ? message.path("result") : message;
        if (!"Tracker".equals(Reading.text(tracker, "object"))) throw new UnreadableMessage("This is no Tracker.");
        var tracking = Reading.require(tracker, "tracking_code");
        var reports = new ArrayList<CarrierReport>();
        for (var detail : Reading.list(tracker, "tracking_details"))
            milestone(Reading.text(detail, "status", ""), Reading.text(detail, "status_detail", ""))
                    .ifPresent(reached -> reports.add(report(tracker, tracking, detail, reached)));
        return reports;
    }

    private static CarrierReport report(JsonNode tracker, String tracking, JsonNode detail, Milestone milestone) {
        return new CarrierReport(
                tracking,
                null,
                milestone,
                Reading.time(Reading.require(detail, "datetime")),
                Reading.text(detail, "status", "") + "/" + Reading.text(detail, "status_detail", ""),
                Reading.text(detail, "message", milestone.name()),
                place(detail.path("tracking_location")),
                Reading.day(Reading.text(tracker, "est_delivery_date")),
                detail.toString());
    }

    private static @Nullable String place(JsonNode at) {
        return Reading.place(Reading.text(at, "city"), Reading.text(at, "state"), Reading.text(at, "country"));
    }

    /** Their status, made finer by its detail; empty for one that says nothing. */
    static Optional<Milestone> milestone(String status, String detail) {
        if (detail.equals("lost")) return Optional.of(Milestone.LOST);
        return Optional.ofNullable(
                switch (status) {
                    case "pre_transit" -> Milestone.LABEL_CREATED;
                    case "in_transit" -> inTransit(detail);
                    case "out_for_delivery" -> Milestone.OUT_FOR_DELIVERY;
                    case "delivered" -> Milestone.DELIVERED;
                    case "available_for_pickup" -> Milestone.AVAILABLE_FOR_PICKUP;
                    case "return_to_sender" -> Milestone.RETURNING;
                    case "failure", "error", "cancelled" -> Milestone.EXCEPTION;
                    default -> null;
                });
    }

    private static Milestone inTransit(String detail) {
        return switch (detail) {
            case "received_at_origin_facility" -> Milestone.PICKED_UP;
            case "delivery_exception" -> Milestone.ATTEMPTED;
            case "address_correction",
                    "awaiting_information",
                    "damaged",
                    "delayed",
                    "held",
                    "missorted",
                    "refused",
                    "transit_exception",
                    "weather_delay" -> Milestone.EXCEPTION;
            case "return" -> Milestone.RETURNING;
            default -> Milestone.IN_TRANSIT;
        };
    }
}
