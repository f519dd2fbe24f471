package wharf.inventory;

import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.WorkStep;
import wharf.shared.ItemId;

/** Gives arrived or found stock to the orders that wait for it, and tells those that wait for a bin to be filled. */
@Component
class FillBackorders implements WorkStep {
    private final Reservations reservations;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    FillBackorders(Reservations reservations, ApplicationEventPublisher events, TransactionTemplate transaction) {
        this.reservations = reservations;
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return Promises.FILL_BACKORDERS;
    }

    @Override
    public Result run(List<UUID> items) {
        items.stream().sorted().forEach(item -> reservations.fillBackorders(new ItemId(item)));
        var arrived = new StockArrived(items.stream().map(ItemId::new).toList());
        transaction.executeWithoutResult(status -> events.publishEvent(arrived));
        return Result.DONE;
    }
}
