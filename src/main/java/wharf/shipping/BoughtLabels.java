package wharf.shipping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Decision;
import wharf.platform.Decisions;
import wharf.platform.Shown;
import wharf.platform.Sql;
import wharf.platform.StoredFiles;
import wharf.printing.NewPrintJob;
import wharf.printing.PrintJobs;
import wharf.shipping.LabelJobs.LabelJob;
import wharf.shipping.rating.Offers;
import wharf.shipping.rating.Quote;
import wharf.shipping.rating.ServiceChoice;

/** Applies the carrier's answer: label, share of postage, decision, state, printing and event in one transaction, guarded by the label being wanted. */
@Component
class BoughtLabels {
    private static final String BOUGHT = """
            update label
            set state = 'BOUGHT', carrier = :carrier, service = :service, tracking = :tracking, postage_minor = :postage, currency = :currency,
                billable = :billable, zone = :zone, deliver_by = :deliverBy, zpl_file = :zpl, bought_at = :now
            where id = :id
            and state = 'WANTED'
            """;
    private static final String STRAY = """
            update label
            set state = 'VOIDING', carrier = :carrier, tracking = :tracking
            where id = :id
            and state in ('VOIDING', 'VOIDED')
            and tracking is null
            """;

    private final JdbcClient jdbc;
    private final ParcelStates states;
    private final LabelGenerations generations;
    private final PostageShares shares;
    private final Outputs outputs;
    private final BusinessClock clock;

    BoughtLabels(
            JdbcClient jdbc,
            ParcelStates states,
            LabelGenerations generations,
            PostageShares shares,
            Outputs outputs,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.states = states;
        this.generations = generations;
        this.shares = shares;
        this.outputs = outputs;
        this.clock = clock;
    }

    /** Where a label goes besides its own tables. */
    @Component
    record Outputs(StoredFiles files, Decisions decisions, PrintJobs printing, ApplicationEventPublisher events) {}

    @Transactional
    public void store(LabelJob job, Offers offers, ServiceChoice choice, String carrier, CarrierPort.Sold sold) {
        var parcel = job.parcel();
        var zpl = LabelDrawing.zpl(job, sold, choice.quote());
        lock(job);
        if (!bought(job, choice.quote(), carrier, sold, zpl)) {
            stray(job, carrier, sold);
            return;
        }
        shares.store(job.label(), parcel, sold.postage());
        decide(job, offers, choice);
        states.move(
                List.of(parcel.id()),
                ParcelState.PACKED,
                ParcelState.LABELLED,
                null,
                Map.of(
                        "carrier",
                        carrier,
                        "service",
                        sold.service(),
                        "tracking",
                        sold.tracking(),
                        "postageMinor",
                        sold.postage().minor(),
                        "currency",
                        sold.postage().currency()));
        outputs.printing()
                .print(List.of(new NewPrintJob(
                        parcel.merchant(),
                        parcel.site(),
                        job.station(),
                        root(job),
                        parcel.id().value(),
                        "Label of parcel " + parcel.number(),
                        zpl)));
        outputs.events()
                .publishEvent(new ParcelsLabelled(List.of(new ParcelsLabelled.Labelled(
                        parcel.id(), parcel.merchant(), carrier, sold.service(), sold.tracking(), sold.postage()))));
    }

    /** The carrier will not have it; the parcel stays packed and somebody is told. */
    @Transactional
    public void refused(LabelJob job, String reason) {
        lock(job);
        int changed = jdbc.sql(
                        "update label set state = 'REFUSED', reason = :reason where id = :id and state = 'WANTED'")
                .param("reason", reason)
                .param("id", job.label())
                .update();
        if (changed == 0) return;
        states.tell(List.of(job.parcel().id().value()), "parcel.label-refused", reason, Map.of());
        outputs.events()
                .publishEvent(new LabelRefused(job.parcel().id(), job.parcel().merchant(), reason));
    }

    /** Parcel before label, as everybody who takes both locks. */
    private void lock(LabelJob job) {
        jdbc.sql("select 1 from parcel where id = :id for update")
                .param("id", job.parcel().id().value())
                .query(Integer.class)
                .list();
    }

    private boolean bought(LabelJob job, Quote quote, String carrier, CarrierPort.Sold sold, String zpl) {
        boolean wanted = jdbc.sql("select exists (select from label where id = :id and state = 'WANTED')")
                .param("id", job.label())
                .query(Boolean.class)
                .single();
        if (!wanted) return false;
        var file = outputs.files()
                .store(
                        job.parcel().merchant(),
                        root(job),
                        "label",
                        "label-" + job.parcel().number() + ".zpl",
                        "application/zpl",
                        zpl.getBytes(StandardCharsets.UTF_8));
        return jdbc.sql(BOUGHT)
                        .param("id", job.label())
                        .param("carrier", carrier)
                        .param("service", sold.service())
                        .param("tracking", sold.tracking())
                        .param("postage", sold.postage().minor())
                        .param("currency", sold.postage().currency())
                        .param("billable", quote.billable())
                        .param("zone", quote.zone())
                        .param("deliverBy", quote.deliverBy())
                        .param("zpl", file)
                        .param("now", Sql.timestamp(clock.instant()))
                        .update()
                == 1;
    }

    /** Bought after it was voided, or applied by another worker before: only the first is given back. */
    private void stray(LabelJob job, String carrier, CarrierPort.Sold sold) {
        int voided = jdbc.sql(STRAY)
                .param("id", job.label())
                .param("carrier", carrier)
                .param("tracking", sold.tracking())
                .update();
        if (voided == 1) generations.giveBack(job.label(), job.parcel().merchant());
    }

    private void decide(LabelJob job, Offers offers, ServiceChoice choice) {
        var candidates = new ArrayList<Decision.Candidate>();
        for (var quote : offers.quotes()) {
            boolean chosen = quote.equals(choice.quote());
            candidates.add(new Decision.Candidate(
                    quote.carrier() + " " + quote.service(),
                    true,
                    figures(quote),
                    chosen ? "" : remark(quote, choice.quote())));
        }
        for (var not : offers.refused())
            candidates.add(new Decision.Candidate(not.carrier() + " " + not.service(), false, Map.of(), not.reason()));
        var parcel = job.parcel();
        outputs.decisions()
                .record(parcel.lines().stream()
                        .map(line -> line.order().value())
                        .distinct()
                        .map(order -> Decision.of(
                                parcel.merchant(),
                                order,
                                parcel.id().value(),
                                "service",
                                choice.quote().service(),
                                choice.reason(),
                                candidates,
                                clock.instant()))
                        .toList());
    }

    private static String remark(Quote lost, Quote chosen) {
        if (lost.deliverBy().isAfter(chosen.deliverBy())) return "arrives " + lost.deliverBy();
        var more = lost.cost().minus(chosen.cost());
        return more.isPositive() ? "costs " + Shown.money(more) + " more" : "not what was ordered";
    }

    private static Map<String, Object> figures(Quote quote) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("costMinor", quote.cost().minor());
        figures.put("currency", quote.cost().currency());
        figures.put("billable", quote.billable() + " " + quote.unit().symbol());
        figures.put("zone", quote.zone());
        figures.put("deliverBy", quote.deliverBy().toString());
        figures.put(
                "surcharges",
                quote.surcharges().stream().map(Quote.Surcharge::reason).toList());
        return figures;
    }

    private static UUID root(LabelJob job) {
        return job.parcel().lines().getFirst().order().value();
    }
}
