package wharf.shipping;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.ExternalEffects;
import wharf.platform.ExternalEffects.Outcome;
import wharf.platform.Sql;
import wharf.platform.StoredFiles;
import wharf.platform.WorkStep;
import wharf.shared.Dimensions;
import wharf.shared.MerchantId;
import wharf.shipping.rating.Quote;
import wharf.shipping.rating.RateRequest;

/**
 * Buys the labels of returns, at the cheapest service, and gives back those that were called off. Safe to kill at each point for the same
 * reasons as {@link LabelStep}: the reference is the return's, and the carrier is looked up by it before it is asked again.
 */
@Component
class ReturnLabelStep implements WorkStep {
    static final String NAME = "RETURN_LABEL";
    private static final String TAKE = """
            update return_label l
            set asked_at = coalesce(l.asked_at, now())
            from warehouse w
            where l.id = any(:ids)
            and l.state in ('WANTED', 'VOIDING')
            and w.id = l.warehouse_id
            returning l.id, l.merchant_id, l.root, l.printed_reference, l.reference, l.ship_from::text as ship_from, l.length_mm, l.width_mm,
                      l.height_mm, l.weight_grams, l.state, w.name, w.line1, w.city, w.region, w.postcode, w.country, w.latitude, w.longitude,
                      w.time_zone
            """;
    private static final String BOUGHT = """
            update return_label
            set state = 'BOUGHT', carrier = :carrier, service = :service, tracking = :tracking, postage_minor = :postage, currency = :currency,
                pdf_file = :pdf, bought_at = :now
            where id = :id
            and state = 'WANTED'
            """;
    private static final String REFUSED = """
            update return_label
            set state = 'REFUSED', reason = :reason
            where id = :id
            and state = 'WANTED'
            """;
    private static final String VOIDED =
            "update return_label set state = 'VOIDED' where id = :id and state = 'VOIDING'";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final CarrierPort carrier;
    private final Rates rates;
    private final Outputs outputs;

    ReturnLabelStep(
            JdbcClient jdbc, TransactionTemplate transaction, CarrierPort carrier, Rates rates, Outputs outputs) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.carrier = carrier;
        this.rates = rates;
        this.outputs = outputs;
    }

    /** Where a bought label goes. */
    @Component("returnLabelOutputs")
    record Outputs(
            ExternalEffects effects,
            StoredFiles files,
            ApplicationEventPublisher events,
            JsonMapper json,
            BusinessClock clock) {}

    private record Job(
            UUID id,
            MerchantId merchant,
            UUID root,
            String printed,
            String reference,
            boolean voiding,
            ShipTo from,
            ShipTo to,
            Dimensions outer,
            int weightGrams,
            LocalDate today) {
        RateRequest rateRequest() {
            return new RateRequest(from.place(), to.place(), outer, weightGrams, today);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return 16;
    }

    @Override
    public java.time.Duration lease() {
        return java.time.Duration.ofSeconds(120);
    }

    @Override
    public Result run(List<UUID> ids) {
        for (var job : take(ids)) {
            var unknown = job.voiding() ? giveBack(job) : buy(job);
            unknown.ifPresent(reason -> {
                throw new LabelStep.StillUnknown(reason);
            });
        }
        return Result.DONE;
    }

    private List<Job> take(List<UUID> ids) {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.sql(TAKE)
                .param("ids", Sql.uuids(ids))
                .query((row, n) -> new Job(
                        row.getObject("id", UUID.class),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        row.getObject("root", UUID.class),
                        row.getString("printed_reference"),
                        row.getString("reference"),
                        row.getString("state").equals("VOIDING"),
                        outputs.json().readValue(row.getString("ship_from"), ShipTo.class),
                        new ShipTo(
                                row.getString("name"),
                                null,
                                row.getString("line1"),
                                null,
                                row.getString("city"),
                                row.getString("region"),
                                row.getString("postcode"),
                                row.getString("country"),
                                null,
                                row.getDouble("latitude"),
                                row.getDouble("longitude")),
                        new Dimensions(row.getInt("length_mm"), row.getInt("width_mm"), row.getInt("height_mm")),
                        row.getInt("weight_grams"),
                        LocalDate.ofInstant(outputs.clock().instant(), ZoneId.of(row.getString("time_zone")))))
                .list()));
    }

    private Optional<String> buy(Job job) {
        // One that may have been sold is asked about by what was asked for, whatever rates say now.
        var chosen = outputs.effects()
                .requested(job.reference())
                .map(asked -> outputs.json().readValue(asked, Quote.class))
                .or(() -> cheapest(job));
        if (chosen.isEmpty()) {
            refused(job, "No service takes it from there.");
            return Optional.empty();
        }
        var outcome = outputs.effects()
                .perform(
                        new ExternalEffects.Request(
                                NAME,
                                job.reference(),
                                job.merchant(),
                                job.root(),
                                "carrier " + carrier.carrier(),
                                outputs.json().writeValueAsString(chosen.get())),
                        () -> asked(job, chosen.get()),
                        () -> carrier.lookUp(job.reference()).map(this::done));
        return switch (outcome) {
            case Outcome.Done done -> {
                bought(job, outputs.json().readValue(String.valueOf(done.answerJson()), CarrierPort.Sold.class));
                yield Optional.empty();
            }
            case Outcome.Refused refused -> {
                refused(job, refused.reason());
                yield Optional.empty();
            }
            case Outcome.Unknown unknown -> Optional.of("The carrier's answer is unknown: " + unknown.reason());
        };
    }

    private Optional<Quote> cheapest(Job job) {
        return rates.quote(job.merchant(), job.rateRequest()).quotes().stream()
                .min(Comparator.comparingLong(quote -> quote.cost().minor()));
    }

    private Outcome asked(Job job, Quote quote) {
        var answer = carrier.buy(new CarrierPort.Booking(
                job.reference(),
                job.merchant(),
                quote.service(),
                job.to(),
                job.outer(),
                job.weightGrams(),
                Set.of(),
                quote.cost(),
                job.from()));
        return switch (answer) {
            case CarrierPort.Sold sold -> done(sold);
            case CarrierPort.No no -> new Outcome.Refused(no.reason(), null);
        };
    }

    private Outcome done(CarrierPort.Sold sold) {
        return new Outcome.Done(outputs.json().writeValueAsString(sold));
    }

    /** One that was called off meanwhile stays VOIDING, and is given back by the work that calling it off has queued. */
    private void bought(Job job, CarrierPort.Sold sold) {
        var pdf = ReturnLabelPdf.draw(
                job.from(), job.to(), carrier.carrier(), sold.service(), sold.tracking(), job.printed());
        transaction.executeWithoutResult(status -> {
            boolean wanted = jdbc.sql("select state = 'WANTED' from return_label where id = :id for update")
                    .param("id", job.id())
                    .query(Boolean.class)
                    .single();
            if (!wanted) return;
            var file = outputs.files()
                    .store(
                            job.merchant(),
                            job.root(),
                            "return label",
                            "return-" + job.printed() + ".pdf",
                            "application/pdf",
                            pdf);
            jdbc.sql(BOUGHT)
                    .param("id", job.id())
                    .param("carrier", carrier.carrier())
                    .param("service", sold.service())
                    .param("tracking", sold.tracking())
                    .param("postage", sold.postage().minor())
                    .param("currency", sold.postage().currency())
                    .param("pdf", file)
                    .param("now", Sql.timestamp(outputs.clock().instant()))
                    .update();
            outputs.events().publishEvent(new ReturnLabelBought(job.id(), job.merchant(), sold.tracking(), null));
        });
    }

    private void refused(Job job, String reason) {
        transaction.executeWithoutResult(status -> {
            int changed = jdbc.sql(REFUSED)
                    .param("id", job.id())
                    .param("reason", reason)
                    .update();
            if (changed == 1)
                outputs.events().publishEvent(new ReturnLabelBought(job.id(), job.merchant(), null, reason));
        });
    }

    private Optional<String> giveBack(Job job) {
        var outcome = outputs.effects()
                .perform(
                        new ExternalEffects.Request(
                                "RETURN_LABEL_VOID",
                                job.reference() + ":void",
                                job.merchant(),
                                job.root(),
                                "carrier " + carrier.carrier(),
                                null),
                        () -> givenBack(job),
                        Optional::empty);
        if (outcome instanceof Outcome.Unknown unknown) return Optional.of(unknown.reason());
        transaction.executeWithoutResult(
                status -> jdbc.sql(VOIDED).param("id", job.id()).update());
        return Optional.empty();
    }

    private Outcome givenBack(Job job) {
        carrier.giveBack(job.reference());
        return new Outcome.Done(null);
    }
}
