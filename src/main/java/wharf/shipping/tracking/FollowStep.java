package wharf.shipping.tracking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.KillPoint;
import wharf.platform.WorkStep;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shipping.ParcelLine;
import wharf.shipping.ParcelState;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.tracking.JourneyRows.Arrival;

/**
 * Draws the conclusions from what was heard of parcels: state, milestones, timeline and news, in one transaction. Everything follows from all
 * events of a parcel, so that a second run, or two at once, conclude the same and tell nothing twice.
 */
@Component
class FollowStep implements WorkStep {
    static final String NAME = "TRACK";

    private final Parcels parcels;
    private final Journeys journeys;
    private final JourneyRows rows;
    private final Telling telling;
    private final TransactionTemplate transaction;

    FollowStep(Parcels parcels, Journeys journeys, JourneyRows rows, Telling telling, TransactionTemplate transaction) {
        this.parcels = parcels;
        this.journeys = journeys;
        this.rows = rows;
        this.telling = telling;
        this.transaction = transaction;
    }

    /** Who hears of it. */
    @Component
    record Telling(Facts facts, ApplicationEventPublisher events) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result run(List<UUID> subjects) {
        transaction.executeWithoutResult(
                status -> follow(subjects.stream().map(ParcelId::new).toList()));
        return Result.DONE;
    }

    private void follow(List<ParcelId> ids) {
        var locked = parcels.lock(ids);
        var left = locked.stream()
                .filter(parcel -> parcel.state().hasLeft())
                .map(parcel -> new ParcelId(parcel.id()))
                .toList();
        if (left.isEmpty()) return;
        var theirs = journeys.of(left);
        theirs.values().removeIf(journey -> journey.events().isEmpty());
        var targets = new HashMap<ParcelId, ParcelState>();
        theirs.forEach((parcel, journey) -> targets.put(parcel, journey.state()));
        var moved = new HashSet<>(parcels.follow(locked, targets));
        var views = parcels.find(theirs.keySet()).stream().collect(Collectors.toMap(ParcelView::id, view -> view));
        var fresh = rows.reach(arrivals(theirs, views));
        rows.conclude(theirs);
        telling.facts().record(facts(fresh, theirs, views, journeys.ways(views.keySet())));
        KillPoint.reached("tracking.followed");
        telling.events().publishEvent(new MilestonesReached(news(theirs, views, moved, fresh)));
    }

    private static List<Arrival> arrivals(Map<ParcelId, Journey> journeys, Map<ParcelId, ParcelView> views) {
        var arrivals = new ArrayList<Arrival>();
        views.values()
                .forEach(view -> Objects.requireNonNull(journeys.get(view.id()))
                        .reached()
                        .forEach((milestone, at) ->
                                arrivals.add(new Arrival(view.id(), view.merchant(), milestone, at))));
        return arrivals;
    }

    /** One fact a milestone and order; of what we did ourselves the timeline tells already. */
    private static List<Fact> facts(
            Collection<Arrival> fresh,
            Map<ParcelId, Journey> journeys,
            Map<ParcelId, ParcelView> views,
            Map<ParcelId, Journeys.Way> ways) {
        var facts = new ArrayList<Fact>();
        for (var arrival : fresh) {
            if (arrival.milestone() == Milestone.LABEL_CREATED) continue;
            var view = Objects.requireNonNull(views.get(arrival.parcel()));
            for (var order : orders(view))
                facts.add(Fact.of(
                                view.merchant(),
                                order.value(),
                                "parcel",
                                view.id().value(),
                                type(arrival.milestone()),
                                arrival.at())
                        .with(details(
                                view,
                                Objects.requireNonNull(journeys.get(view.id())),
                                arrival.milestone(),
                                ways.get(view.id()))));
        }
        return facts;
    }

    private static String type(Milestone milestone) {
        return "parcel." + milestone.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> details(
            ParcelView view, Journey journey, Milestone milestone, Journeys.@Nullable Way way) {
        var details = new TreeMap<String, Object>(Map.of("parcel", view.number()));
        if (milestone == Milestone.DELIVERED && way != null) {
            details.put("carrier", way.carrier());
            if (way.deliverBy() != null)
                details.put("promisedBy", way.deliverBy().toString());
        }
        journey.events().stream()
                .filter(event -> event.milestone() == milestone)
                .findFirst()
                .ifPresent(event -> {
                    details.put("carrierSays", event.text());
                    if (event.place() != null) details.put("place", event.place());
                });
        return details;
    }

    private static List<MilestonesReached.Reached> news(
            Map<ParcelId, Journey> journeys,
            Map<ParcelId, ParcelView> views,
            Collection<ParcelId> moved,
            Collection<Arrival> fresh) {
        var reached = new ArrayList<MilestonesReached.Reached>();
        for (var view : views.values()) {
            var journey = Objects.requireNonNull(journeys.get(view.id()));
            var latest = journey.latest().orElseThrow();
            var first = EnumSet.noneOf(Milestone.class);
            fresh.stream().filter(a -> a.parcel().equals(view.id())).forEach(a -> first.add(a.milestone()));
            reached.add(new MilestonesReached.Reached(
                    view.id(),
                    view.merchant(),
                    orders(view),
                    journey.state(),
                    moved.contains(view.id()),
                    first,
                    latest.milestone(),
                    latest.occurredAt(),
                    latest.place(),
                    journey.expectedBy()));
        }
        return reached;
    }

    private static List<OrderId> orders(ParcelView view) {
        return view.lines().stream().map(ParcelLine::order).distinct().toList();
    }
}
