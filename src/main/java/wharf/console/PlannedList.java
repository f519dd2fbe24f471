package wharf.console;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.Fulfilments;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.shared.WarehouseId;

/** What waits at a site to be released, with the names people know it by. */
@Component
class PlannedList {
    private final Fulfilments fulfilments;
    private final Orders orders;
    private final Merchants merchants;
    private final BusinessClock clock;

    PlannedList(Fulfilments fulfilments, Orders orders, Merchants merchants, BusinessClock clock) {
        this.fulfilments = fulfilments;
        this.orders = orders;
        this.merchants = merchants;
        this.clock = clock;
    }

    /** What no hold stops, the most urgent first. */
    List<PlannedRow> of(WarehouseId site, int limit) {
        var planned = fulfilments.releasable(site, limit);
        var known = orders.find(
                planned.stream().map(FulfilmentView::order).distinct().toList());
        var names = merchants
                .find(planned.stream().map(FulfilmentView::merchant).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Merchant::id, Merchant::name));
        var now = clock.instant();
        return planned.stream()
                .map(f -> new PlannedRow(
                        f.number(),
                        f.order(),
                        Objects.requireNonNull(known.get(f.order())).number(),
                        names.getOrDefault(f.merchant(), ""),
                        f.service(),
                        f.lines().stream()
                                .mapToInt(FulfilmentView.Line::planned)
                                .sum(),
                        f.shipBy(),
                        f.shipBy().isBefore(now)))
                .toList();
    }

    /** How many a hold stops. */
    long held(WarehouseId site) {
        return fulfilments.heldBack(site);
    }
}
