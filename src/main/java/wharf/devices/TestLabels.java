package wharf.devices;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.printing.PrintJobs;
import wharf.printing.ZplLabel;
import wharf.shared.WarehouseId;

/** A label that shows that printer, station and scanner understand each other. */
@Component
class TestLabels {
    /** What its barcode says, and the check page waits for. */
    static final String BARCODE = "WHARF-CHECK-1";

    private final PrintJobs jobs;

    TestLabels(PrintJobs jobs) {
        this.jobs = jobs;
    }

    UUID print(WarehouseId site, @Nullable UUID station, String title) {
        var zpl = new ZplLabel()
                .text(40, 40, 70, 560, "TEST LABEL")
                .text(40, 140, 44, 730, title)
                .bar(40, 210, 732, 4)
                .text(40, 240, 34, 730, "If you can read this, printing works. Scan the bars to test a scanner.")
                .code128(80, 340, 3, 220, BARCODE)
                .text(80, 580, 34, 640, BARCODE)
                .bar(40, 660, 732, 4)
                .text(40, 690, 30, 730, "Both lines must be whole, and the corners straight.")
                .zpl();
        return jobs.test(site, station, "Test label of " + title, zpl);
    }
}
