package wharf.returns;

import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import wharf.platform.Work;
import wharf.platform.WorkStep;
import wharf.shared.ReturnId;
import wharf.shipping.ReturnParcelsScanned;

/** What its carrier has scanned is on its way back, whatever the shopper has said. Apart from the carrier's message, which waits for no order's lock. */
@Component
class ScannedStep implements WorkStep {
    static final String NAME = "RETURN_SCANNED";

    private final Returns returns;
    private final Work work;

    ScannedStep(Returns returns, Work work) {
        this.returns = returns;
        this.work = work;
    }

    @EventListener
    public void on(ReturnParcelsScanned scanned) {
        work.add(
                NAME,
                scanned.parcels().stream()
                        .map(parcel -> new Work.Subject(parcel.id(), parcel.merchant()))
                        .toList());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result run(List<UUID> ids) {
        for (var id : ids) returns.carrierHasIt(new ReturnId(id));
        return Result.DONE;
    }
}
