package wharf.payment;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.platform.WorkStep;

/** Gives up authorisations of closed or declined payments that came to be, or were freed, after the decision. Subjects are references. */
@Component
class VoidPayment implements WorkStep {
    private final Voids voids;

    VoidPayment(Voids voids) {
        this.voids = voids;
    }

    @Override
    public String name() {
        return Ledger.VOID;
    }

    @Override
    public int batchSize() {
        return 16;
    }

    @Override
    public Result run(List<UUID> references) {
        references.forEach(voids::settle);
        return Result.DONE;
    }
}
