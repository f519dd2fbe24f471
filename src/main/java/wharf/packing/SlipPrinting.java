package wharf.packing;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.printing.NewPrintJob;
import wharf.printing.PrintJobs;
import wharf.printing.Printer;
import wharf.printing.Printers;

/** Has a slip printed beside the packer, where the merchant wants paper and the site has a printer for it. */
@Component
class SlipPrinting {
    private final SlipSettings settings;
    private final Printers printers;
    private final PrintJobs jobs;

    SlipPrinting(SlipSettings settings, Printers printers, PrintJobs jobs) {
        this.settings = settings;
        this.printers = printers;
        this.jobs = jobs;
    }

    /** In the transaction that keeps the slip, so that each is queued once. */
    void print(PackedParcels.SlipDue due, String orderNumber, UUID file) {
        boolean possible =
                printers.at(due.site(), due.station(), Printer.Media.DOCUMENT).isPresent();
        if (!possible || !settings.prints(due.merchant(), due.site())) return;
        jobs.print(List.of(NewPrintJob.document(
                due.merchant(), due.site(), due.station(), due.order(), "Packing slip of order " + orderNumber, file)));
    }
}
