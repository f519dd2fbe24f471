package wharf.yours;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.packing.CartonTypes;
import wharf.shared.Dimensions;
import wharf.shipping.Rates;
import wharf.shipping.rating.DemoRates;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.RateRequest;

/** Replays the orders of a trial, a hundred at a time. */
@Component
class Trying {
    private static final int BATCH = 100;

    private final TrialOrders orders;
    private final TrialItems items;
    private final TrialProblems problems;
    private final Results results;
    private final Network network;
    private final CartonTypes cartons;
    private final Rates rates;
    private final TransactionTemplate transaction;
    /** So that one stretch need not plan again what the one before has; nothing is lost with it. */
    private final Cache<Key, Replay> known = Caffeine.newBuilder()
            .maximumSize(2)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    private record Key(UUID trial, int run) {}

    Trying(
            TrialOrders orders,
            TrialItems items,
            TrialProblems problems,
            Results results,
            Network network,
            CartonTypes cartons,
            Rates rates,
            TransactionTemplate transaction) {
        this.orders = orders;
        this.items = items;
        this.problems = problems;
        this.results = results;
        this.network = network;
        this.cartons = cartons;
        this.rates = rates;
        this.transaction = transaction;
    }

    Reading.Went on(Trial trial, Patience patience) {
        var replay = known.get(new Key(trial.id(), trial.run()), key -> replay(trial));
        int position = trial.position() == null ? 0 : Integer.parseInt(trial.position());
        while (true) {
            var batch = orders.fit(trial.id(), position, BATCH);
            if (batch.isEmpty()) return Reading.Went.DONE;
            if (!batch(trial, replay, position, batch)) return Reading.Went.STOPPED;
            position = batch.getLast().n();
            if (patience.isOver()) return Reading.Went.ON;
        }
    }

    Replay replay(Trial trial) {
        var assumptions = Objects.requireNonNull(trial.assumptions());
        var packing = new Packing(cartons.suite(), rates.on(assumptions.asOf(), trial.merchant()), assumptions.asOf());
        Set<String> slow = assumptions.stocking() == Assumptions.Stocking.FAST_EVERYWHERE
                ? items.slow(trial.id())
                : new HashSet<>();
        return new Replay(
                trial.merchant(),
                assumptions,
                trial.settings().zoneId(),
                network.sited(assumptions.sites()),
                packing,
                slow);
    }

    /** What the demo sheet charges in. */
    String currency(Trial trial) {
        var day = Objects.requireNonNull(trial.assumptions()).asOf();
        var there = new Place("US", "FL", 26.6, -81.8);
        return rates.on(day, trial.merchant())
                .offers(new RateRequest(there, there, new Dimensions(300, 200, 150), 1000, day))
                .cheapest()
                .map(quote -> quote.cost().currency())
                .orElse(DemoRates.CURRENCY);
    }

    private boolean batch(Trial trial, Replay replay, int before, List<TrialOrders.Numbered> batch) {
        var sizes = sizes(
                trial.id(), batch.stream().map(TrialOrders.Numbered::order).toList());
        var found = new ArrayList<Results.Found>();
        var told = new ArrayList<TrialProblem>();
        for (var one : batch) {
            var tried = replay.replay(one.order(), sizes);
            tried.ifPresent(result -> found.add(new Results.Found(one.n(), result)));
            if (tried.isEmpty())
                told.add(
                        TrialProblem.slight(
                                null,
                                null,
                                one.order().ref(),
                                "postage",
                                null,
                                "No service of the demo sheet takes a parcel of it on this way, by size, weight or destination; it is not in the figures."));
        }
        return Boolean.TRUE.equals(transaction.execute(status -> {
            problems.add(trial.id(), trial.merchant(), "TRYING", told);
            boolean on = results.add(trial, before, batch.getLast().n(), batch.size(), found);
            if (!on) status.setRollbackOnly();
            return on;
        }));
    }

    Map<String, Sized> sizes(UUID trial, List<TrialOrder> wanted) {
        var skus = wanted.stream()
                .flatMap(order -> order.lines().stream())
                .map(TrialOrder.Line::sku)
                .distinct()
                .toList();
        return items.of(trial, skus);
    }

    /** One order, replayed again to be explained. */
    Optional<Replay.Tried> explain(Trial trial, TrialOrder order) {
        return replay(trial).replay(order, sizes(trial.id(), List.of(order)));
    }
}
