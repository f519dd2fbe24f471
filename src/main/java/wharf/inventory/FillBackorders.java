package wharf.inventory;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.platform.WorkStep;
import wharf.shared.ItemId;

/** Gives arrived or found stock to the orders that wait for it. */
@Component
class FillBackorders implements WorkStep {
    private final Reservations reservations;

    FillBackorders(Reservations reservations) {
        this.reservations = reservations;
    }

    @Override
    public String name() {
        return Promises.FILL_BACKORDERS;
    }

    @Override
    public Result run(List<UUID> items) {
        items.stream().sorted().forEach(item -> reservations.fillBackorders(new ItemId(item)));
        return Result.DONE;
    }
}
