package wharf.packing;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.platform.WorkStep;

/** Makes the packing slips of closed parcels. */
@Component
class PackingSlipStep implements WorkStep {
    static final String NAME = "PACKING_SLIP";

    private final PackingSlips slips;

    PackingSlipStep(PackingSlips slips) {
        this.slips = slips;
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
    public Result run(List<UUID> parcels) {
        slips.make(parcels);
        return Result.DONE;
    }
}
