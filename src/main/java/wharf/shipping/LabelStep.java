package wharf.shipping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.ExternalEffects;
import wharf.platform.ExternalEffects.Outcome;
import wharf.platform.WorkStep;
import wharf.shipping.rating.Offers;
import wharf.shipping.rating.ServiceChoice;

/**
 * Rates a packed parcel, buys its label and has it printed: exactly one label per generation.
 *
 * <p>Safe to kill at each point: <em>before the purchase</em> it starts anew; <em>during or after it</em>, the carrier is looked up by
 * reference before it is asked again, and sells no second label for it; <em>after the answer is recorded</em> the answer is applied;
 * <em>after it is applied</em> the label is no longer wanted and nothing is done twice. Two workers on one parcel get one label by the same means.
 */
@Component
class LabelStep implements WorkStep {
    static final String NAME = "LABEL";

    private final LabelJobs jobs;
    private final Rates rates;
    private final CarrierPort carrier;
    private final ExternalEffects effects;
    private final BoughtLabels bought;
    private final JsonMapper json;

    LabelStep(
            LabelJobs jobs,
            Rates rates,
            CarrierPort carrier,
            ExternalEffects effects,
            BoughtLabels bought,
            JsonMapper json) {
        this.jobs = jobs;
        this.rates = rates;
        this.carrier = carrier;
        this.effects = effects;
        this.bought = bought;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return 16;
    }

    /** A carrier that hangs is given up within it. */
    @Override
    public java.time.Duration lease() {
        return java.time.Duration.ofSeconds(120);
    }

    /** The subjects are parcels. */
    @Override
    public Result run(List<UUID> parcels) {
        var unknown = new ArrayList<String>();
        for (var job : jobs.take(parcels)) label(job).ifPresent(unknown::add);
        if (!unknown.isEmpty()) throw new StillUnknown(unknown.getFirst());
        return Result.DONE;
    }

    /** Keeps the parcel in the queue; the next try looks the purchase up first. */
    static final class StillUnknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        StillUnknown(String message) {
            super(message, null, false, false);
        }
    }

    /** Which service was chosen, and from what. Kept with the purchase: what was sold is what was asked for then, whatever rates say now. */
    record Chosen(Offers offers, ServiceChoice choice) {}

    private Optional<String> label(LabelJobs.LabelJob job) {
        var asked = job.askedBefore() ? effects.requested(job.reference()) : Optional.<String>empty();
        if (asked.isPresent()) return buy(job, json.readValue(asked.get(), Chosen.class), asked.get());
        var offers = rates.quote(job.parcel().merchant(), job.rateRequest());
        var choice = ServiceChoice.of(
                offers, job.parcel().requestedService(), job.parcel().deliverBy());
        if (choice.isEmpty()) {
            bought.refused(job, "No service takes it: " + why(offers));
            return Optional.empty();
        }
        var chosen = new Chosen(offers, choice.get());
        return buy(job, chosen, json.writeValueAsString(chosen));
    }

    private Optional<String> buy(LabelJobs.LabelJob job, Chosen chosen, String request) {
        var outcome = effects.perform(
                new ExternalEffects.Request(
                        NAME,
                        job.reference(),
                        job.parcel().merchant(),
                        job.parcel().lines().getFirst().order().value(),
                        "carrier " + carrier.carrier(),
                        request),
                () -> asked(job, chosen.choice()),
                () -> carrier.lookUp(job.reference()).map(this::done));
        return apply(job, chosen, outcome);
    }

    private Optional<String> apply(LabelJobs.LabelJob job, Chosen chosen, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> {
                var sold = json.readValue(String.valueOf(done.answerJson()), CarrierPort.Sold.class);
                bought.store(job, chosen.offers(), chosen.choice(), carrier.carrier(), sold);
                yield Optional.empty();
            }
            case Outcome.Refused refused -> {
                bought.refused(job, refused.reason());
                yield Optional.empty();
            }
            case Outcome.Unknown unknown -> Optional.of("The carrier's answer is unknown: " + unknown.reason());
        };
    }

    private Outcome asked(LabelJobs.LabelJob job, ServiceChoice choice) {
        var parcel = job.parcel();
        var answer = carrier.buy(new CarrierPort.Booking(
                job.reference(),
                parcel.merchant(),
                choice.quote().service(),
                parcel.shipTo(),
                parcel.outer(),
                parcel.weightGrams(),
                parcel.marks(),
                choice.quote().cost(),
                null));
        return switch (answer) {
            case CarrierPort.Sold sold -> done(sold);
            case CarrierPort.No no -> new Outcome.Refused(no.reason(), null);
        };
    }

    private Outcome done(CarrierPort.Sold sold) {
        return new Outcome.Done(json.writeValueAsString(sold));
    }

    private static String why(Offers offers) {
        return offers.refused().stream()
                .map(offer -> offer.service() + ": " + offer.reason())
                .reduce((a, b) -> a + "; " + b)
                .orElse("there are no rates for that day");
    }
}
