package wharf.devices;

import static wharf.testing.Scenery.all;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.printing.NewPrintJob;
import wharf.printing.NewPrinter;
import wharf.printing.PrintJob;
import wharf.printing.PrintJobs;
import wharf.printing.Printer;
import wharf.printing.Printers;
import wharf.printing.ZplLabel;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;

/** Codes, agents and printers behind them. */
@Component
public class DeviceWorld {
    private final Scenery scenery;
    private final Joining joining;
    private final Printers printers;
    private final PrintJobs jobs;

    DeviceWorld(Scenery scenery, Joining joining, Printers printers, PrintJobs jobs) {
        this.scenery = scenery;
        this.joining = joining;
        this.printers = printers;
        this.jobs = jobs;
    }

    public String code(WarehouseId site, Device.Kind kind, @Nullable UUID station) {
        return all(() -> joining.invite(new Invitation(site, kind, Scenery.unique("Device "), station)));
    }

    Joining.Joined agent(WarehouseId site) {
        var code = code(site, Device.Kind.AGENT, null);
        return all(() -> joining.join(code, true, "test"));
    }

    public UUID printer(WarehouseId site, int port, UUID agent) {
        return all(() -> printers.add(new NewPrinter(
                site,
                Scenery.unique("Behind "),
                Printer.Kind.RAW_9100,
                "127.0.0.1",
                port,
                Printer.Media.LABEL_4X6,
                null,
                agent)));
    }

    public UUID queue(MerchantId merchant, WarehouseId site, String text) {
        var label = new ZplLabel().text(30, 30, 40, 600, text).zpl();
        return scenery.inTransaction(() ->
                        jobs.print(List.of(new NewPrintJob(merchant, site, null, Ids.next(), Ids.next(), text, label))))
                .getFirst();
    }

    public PrintJob state(UUID job) {
        return all(() -> jobs.find(job)).orElseThrow();
    }
}
