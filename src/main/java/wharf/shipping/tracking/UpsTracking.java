package wharf.shipping.tracking;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads answers of the UPS Track API (v1): each activity of each package is one event. */
@Component
class UpsTracking implements TrackingSource {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    @Override
    public String name() {
        return "ups";
    }

    @Override
    public List<CarrierReport> read(JsonNode message) {
        var reports = new ArrayList<CarrierReport>();
        for (var shipment : Reading.list(message.path("trackResponse"), "shipment"))
            for (var parcel : Reading.list(shipment, "package"))
                for (var activity : Reading.list(parcel, "activity"))
                    report(Reading.require(parcel, "trackingNumber"), activity).ifPresent(reports::add);
        return reports;
    }

    private static Optional<CarrierReport> report(String tracking, JsonNode activity) {
        var status = activity.path("status");
        var code = Reading.text(status, "code", "");
        return milestone(Reading.text(status, "type", ""), code)
                .map(milestone -> new CarrierReport(
                        tracking,
                        null,
                        milestone,
                        at(activity),
                        code,
                        Reading.text(status, "description", milestone.name()),
                        place(activity.path("location").path("address")),
                        null,
                        activity.toString()));
    }

    /** Their type of status, made finer by its code. */
    static Optional<Milestone> milestone(String type, String code) {
        return Optional.ofNullable(
                switch (type) {
                    case "M" -> Milestone.LABEL_CREATED;
                    case "P" -> Milestone.PICKED_UP;
                    case "I" ->
                        code.equals("OT") || code.equals("OF") ? Milestone.OUT_FOR_DELIVERY : Milestone.IN_TRANSIT;
                    case "O" -> Milestone.OUT_FOR_DELIVERY;
                    case "D" -> Milestone.DELIVERED;
                    case "X", "MV" -> Milestone.EXCEPTION;
                    case "RS" -> Milestone.RETURNING;
                    default -> null;
                });
    }

    /** In Greenwich time where they give it, otherwise local with its offset. */
    private static Instant at(JsonNode activity) {
        var greenwich = Reading.text(activity, "gmtDate");
        if (greenwich != null)
            return stamp(greenwich + Reading.require(activity, "gmtTime").replace(":", ""), ZoneOffset.UTC);
        try {
            var offset = ZoneOffset.of(Reading.require(activity, "gmtOffset"));
            return stamp(Reading.require(activity, "date") + Reading.require(activity, "time"), offset);
        } catch (DateTimeException e) {
            throw new UnreadableMessage("The offset of an activity is not one.");
        }
    }

    private static Instant stamp(String text, ZoneOffset offset) {
        try {
            return Reading.plausible(LocalDateTime.parse(text, STAMP).toInstant(offset));
        } catch (DateTimeParseException e) {
            throw new UnreadableMessage("This is not a time: " + text);
        }
    }

    private static @Nullable String place(JsonNode at) {
        return Reading.place(
                Reading.text(at, "city"), Reading.text(at, "stateProvince"), Reading.text(at, "countryCode"));
    }
}
