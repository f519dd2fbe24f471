package wharf.shipping;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.StoredFiles;
import wharf.printing.PrintJob;
import wharf.printing.PrintJobs;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;

/** A parcel's labels: documents, reprint, void, a new one. */
@Service
public class Labels {
    private static final String BOUGHT = """
            select id, zpl_file, pdf_file, zone
            from label
            where parcel_id = :parcel
            and state = 'BOUGHT'
            and not imported
            """;

    private final JdbcClient jdbc;
    private final Parcels parcels;
    private final ParcelStates states;
    private final LabelGenerations generations;
    private final StoredFiles files;
    private final PrintJobs printing;
    private final Sites sites;

    Labels(
            JdbcClient jdbc,
            Parcels parcels,
            ParcelStates states,
            LabelGenerations generations,
            StoredFiles files,
            PrintJobs printing,
            Sites sites) {
        this.jdbc = jdbc;
        this.parcels = parcels;
        this.states = states;
        this.generations = generations;
        this.files = files;
        this.printing = printing;
        this.sites = sites;
    }

    private record Bought(
            UUID id,
            UUID zplFile,
            @Nullable UUID pdfFile,
            @Nullable Integer zone) {}

    /** The valid label as ZPL; refuses where there is none. */
    @Transactional(readOnly = true)
    public StoredFiles.Content zpl(ParcelId parcel) {
        return files.find(bought(parcel).zplFile()).orElseThrow();
    }

    /** The valid label as PDF: drawn when first asked for, and kept. */
    @Transactional
    public StoredFiles.Content pdf(ParcelId parcel) {
        var label = bought(parcel);
        if (label.pdfFile() != null) return files.find(label.pdfFile()).orElseThrow();
        var view = parcels.find(parcel).orElseThrow();
        var pdf = LabelPdf.draw(
                view, java.util.Objects.requireNonNull(view.label()), sites.address(view.site()), label.zone());
        var name = "label-" + view.number() + ".pdf";
        var root = view.lines().getFirst().order().value();
        var file = files.store(view.merchant(), root, "label", name, "application/pdf", pdf);
        jdbc.sql("update label set pdf_file = :file where id = :id and pdf_file is null")
                .param("file", file)
                .param("id", label.id())
                .update();
        return new StoredFiles.Content(name, "application/pdf", pdf);
    }

    /** Prints the valid label again, marked COPY; returns the print job. */
    @Transactional
    public UUID reprint(ParcelId parcel) {
        bought(parcel);
        var jobs = printing.of(parcel.value()).stream()
                .filter(job -> job.copyOf() == null && !"CANCELLED".equals(job.state()))
                .toList();
        if (jobs.isEmpty()) throw Refusal.conflict("never-printed", "This label was never sent to a printer.");
        return printing.reprint(jobs.getLast().id());
    }

    /** Gives the labels back to the carrier; their parcels are packed again and have none. What has left keeps its label: a conflict. */
    @Transactional
    public void voidLabels(Collection<ParcelId> ids, String reason) {
        refuseUnlessInHouse(ids);
        generations.retire(ids, reason);
        states.move(ids, ParcelState.LABELLED, ParcelState.PACKED, reason, Map.of());
    }

    /** Voids the labels if any and has new ones bought and printed. */
    @Transactional
    public void renew(Collection<ParcelId> ids, String reason) {
        refuseUnlessInHouse(ids);
        generations.renew(ids, reason);
    }

    private void refuseUnlessInHouse(Collection<ParcelId> ids) {
        var locked = parcels.lock(ids);
        if (locked.size() < ids.size()) throw Refusal.notFound("parcel", ids);
        for (var parcel : locked)
            if (parcel.state() != ParcelState.PACKED && parcel.state() != ParcelState.LABELLED)
                throw Refusal.conflict(
                        "wrong-state",
                        "",
                        parcel.id(),
                        "The parcel is " + parcel.state() + "; its label cannot be changed any more.");
    }

    private Bought bought(ParcelId parcel) {
        return jdbc.sql(BOUGHT)
                .param("parcel", parcel.value())
                .query(Bought.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("valid label of parcel", parcel));
    }

    /** What was printed for the parcel, oldest first. */
    @Transactional(readOnly = true)
    public List<PrintJob> prints(ParcelId parcel) {
        return printing.of(parcel.value());
    }
}
