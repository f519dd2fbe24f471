package wharf.shipping.tracking;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Reads the demo carrier's messages: {@code {"events": [{"id", "tracking", "milestone", "at", "code", "text", "place", "expectedBy"}]}}.
 * Also the plainest form for a carrier of one's own that can be told what to send.
 */
@Component
class DemoTracking implements TrackingSource {
    static final String NAME = "demo";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<CarrierReport> read(JsonNode message) {
        var reports = new ArrayList<CarrierReport>();
        for (var event : Reading.list(message, "events")) reports.add(report(event));
        return reports;
    }

    private static CarrierReport report(JsonNode event) {
        var name = Reading.require(event, "milestone");
        try {
            var milestone = Milestone.valueOf(name);
            return new CarrierReport(
                    Reading.require(event, "tracking"),
                    Reading.text(event, "id"),
                    milestone,
                    Reading.time(Reading.require(event, "at")),
                    Reading.text(event, "code", name),
                    Reading.text(event, "text", name),
                    Reading.text(event, "place"),
                    Reading.day(Reading.text(event, "expectedBy")),
                    event.toString());
        } catch (IllegalArgumentException unknown) {
            throw new UnreadableMessage("There is no milestone " + name + ".");
        }
    }
}
