package wharf.fulfilment;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.picking.Wave;
import wharf.platform.WorkStep;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/** Waveless release: sites that release by themselves get what is planned for them, a batch at a time. */
@Component
class ReleaseStep {
    /** Work of the operator itself belongs to no merchant. */
    static final MerchantId OPERATOR = new MerchantId(new UUID(0, 0));

    private final Releases releases;

    ReleaseStep(Releases releases) {
        this.releases = releases;
    }

    WorkStep.Result release(List<UUID> sites) {
        for (var site : sites) releases.releaseAll(new WarehouseId(site), Wave.Mode.BATCH);
        return WorkStep.Result.DONE;
    }
}
