package wharf.shipping.tracking;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.WebhookSignature;
import wharf.shared.Ids;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shipping.CarrierPort;
import wharf.shipping.Parcels;
import wharf.shipping.rating.DemoRates;

/**
 * The demo carrier on the road, a simulator: what happens to the parcels handed over to it happens by the business clock, and is told to Wharf
 * by signed webhooks through the door that every carrier's come in by. A restart loses nothing; what was told twice is known.
 */
@Service
public class DemoDepot {
    private static final Logger LOG = LoggerFactory.getLogger(DemoDepot.class);
    private static final int BATCH = 200;

    private final DemoParcels books;
    private final CarrierHook hook;
    private final CarrierAccounts accounts;
    private final Parcels parcels;
    private final Means means;

    DemoDepot(DemoParcels books, CarrierHook hook, CarrierAccounts accounts, Parcels parcels, Means means) {
        this.books = books;
        this.hook = hook;
        this.accounts = accounts;
        this.parcels = parcels;
        this.means = means;
    }

    @org.springframework.stereotype.Component
    record Means(BusinessClock clock, JsonMapper json, TransactionTemplate transaction) {}

    /** Everything that has happened to a parcel up to now, as a webhook would tell it; empty if it never came here. */
    public Optional<CarrierPort.News> track(String tracking) {
        var now = means.clock().instant();
        return Objects.requireNonNull(means.transaction().execute(status -> books.find(tracking)))
                .map(parcel -> new CarrierPort.News(DemoTracking.NAME, message(parcel.eventsUpTo(now, 0))));
    }

    /** Makes all that is still to happen to a parcel happen now. Refuses a parcel that no simulator carries. */
    public void fastForward(ParcelId id) {
        means.transaction().executeWithoutResult(status -> {
            var parcel = parcels.find(id).orElseThrow(() -> Refusal.notFound("parcel", id));
            var label = parcel.label();
            if (!parcel.state().hasLeft() || label == null || label.tracking() == null)
                throw Refusal.conflict("parcel-not-shipped", "", id, "The parcel has not left yet; scan it out first.");
            var here = DemoRates.CARRIER.equals(label.carrier()) ? books.find(label.tracking()) : Optional.empty();
            if (here.isEmpty())
                throw Refusal.conflict(
                        "not-simulated", "", id, "A real carrier has this parcel; only simulated ones can be hurried.");
            books.forward(label.tracking());
        });
        Context.background("demo-carrier").run(this::deliver);
    }

    /** Tells what has become due; returns of how many parcels. */
    public int deliver() {
        int total = 0;
        for (int told = deliverSome(); told > 0; told = deliverSome()) total += told;
        return total;
    }

    private int deliverSome() {
        var now = means.clock().instant();
        var due = Objects.requireNonNull(means.transaction().execute(status -> books.due(now, BATCH)));
        var events = due.stream()
                .flatMap(parcel -> parcel.eventsUpTo(now, parcel.sent()).stream())
                .toList();
        if (due.isEmpty() || !accepted(events)) return 0;
        means.transaction().executeWithoutResult(status -> books.told(due, now));
        return due.size();
    }

    private boolean accepted(List<DemoParcels.Event> events) {
        if (events.isEmpty()) return true;
        var secrets = accounts.secrets(DemoTracking.NAME);
        if (secrets.isEmpty()) {
            LOG.warn("the demo carrier has no account to sign with; open one for the source demo");
            return false;
        }
        var body = message(events);
        var signature = WebhookSignature.sign("msg_" + Ids.next(), Instant.now(), body, secrets.getFirst());
        var answer = hook.receive(DemoTracking.NAME, signature, body);
        if (answer instanceof CarrierHook.Taken) return true;
        throw new IllegalStateException("the demo carrier's news was not taken: " + answer);
    }

    private byte[] message(List<DemoParcels.Event> events) {
        var told = new ArrayList<Map<String, Object>>();
        for (var event : events) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("id", event.tracking() + "-" + event.number());
            fields.put("tracking", event.tracking());
            fields.put("milestone", event.stop().milestone().name());
            fields.put("at", event.stop().at().toString());
            fields.put("text", event.stop().text());
            fields.put("place", event.stop().place());
            fields.put("expectedBy", event.stop().expectedBy().toString());
            fields.put("simulated", true);
            told.add(fields);
        }
        return means.json().writeValueAsString(Map.of("events", told)).getBytes(StandardCharsets.UTF_8);
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> demoCarrier(DemoDepot depot) {
            return Tasks.recurring("demo-carrier", FixedDelay.of(Duration.ofSeconds(5)))
                    .execute((instance, context) ->
                            Context.background("demo-carrier").run(depot::deliver));
        }
    }
}
