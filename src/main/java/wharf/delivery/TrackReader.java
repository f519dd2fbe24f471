package wharf.delivery;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.delivery.TrackPage.Tone;
import wharf.delivery.cases.CaseState;
import wharf.delivery.cases.CaseView;
import wharf.delivery.cases.Cases;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.Fulfilments;
import wharf.fulfilment.ShopperMessages;
import wharf.geography.Places;
import wharf.geography.WorkingCalendar;
import wharf.merchant.Merchants;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shipping.Carriers;
import wharf.shipping.ParcelLine;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.Sites;
import wharf.shipping.tracking.Journey;
import wharf.shipping.tracking.Journeys;
import wharf.shipping.tracking.Milestone;

/** Draws the page on which a shopper follows an order; shows what hangs on that order and nothing else. */
@Component
class TrackReader {
    private final Orders orders;
    private final Merchants merchants;
    private final Fulfilments fulfilments;
    private final Sources sources;
    private final BusinessClock clock;

    TrackReader(Orders orders, Merchants merchants, Fulfilments fulfilments, Sources sources, BusinessClock clock) {
        this.orders = orders;
        this.merchants = merchants;
        this.fulfilments = fulfilments;
        this.sources = sources;
        this.clock = clock;
    }

    /** Where parcels are read. */
    @Component
    record Sources(Parcels parcels, Journeys journeys, Sites sites, Cases cases) {}

    /** @param path of the page, without the server */
    @Transactional(readOnly = true)
    public Optional<TrackPage> page(OrderId id, String path) {
        return orders.find(id).map(order -> page(order, path));
    }

    /** The order's parcels that have left, oldest first. */
    @Transactional(readOnly = true)
    public List<ParcelView> left(OrderId order) {
        var theirs = fulfilments.of(order).stream().map(FulfilmentView::id).toList();
        return sources.parcels().of(theirs).stream()
                .filter(parcel -> parcel.state().hasLeft())
                .toList();
    }

    private TrackPage page(OrderView order, String path) {
        var words = Words.in(Locale.forLanguageTag(order.locale()));
        var merchant = merchants.find(order.merchant()).orElseThrow();
        var left = left(order.id());
        var ids = left.stream().map(ParcelView::id).toList();
        var journeys = sources.journeys().of(ids);
        var ways = sources.journeys().ways(ids);
        var cases = sources.cases().of(order.id());
        var shown = new ArrayList<TrackPage.Parcel>();
        for (var parcel : left)
            shown.add(new Drawing(words, order, parcel, journeys.get(parcel.id()), ways, zone(order, parcel))
                    .parcel(shown.size() + 1, cases));
        return new TrackPage(
                words,
                merchant.name(),
                merchant.brandColor(),
                order.externalId(),
                path,
                shown,
                preparing(order),
                null,
                null);
    }

    private ZoneId zone(OrderView order, ParcelView parcel) {
        return Places.timeZone(order.shipTo()).orElseGet(() -> sources.sites().zone(parcel.site()));
    }

    private static boolean preparing(OrderView order) {
        return order.lines().stream()
                .flatMap(line -> line.units().stream())
                .anyMatch(units -> units.quantity() > units.shipped() + units.cancelled() + units.elsewhere());
    }

    /** One parcel as it is shown. */
    private final class Drawing {
        private final Words words;
        private final OrderView order;
        private final ParcelView parcel;
        private final Journey journey;
        private final Journeys.@Nullable Way way;
        private final ZoneId zone;
        private final @Nullable Milestone milestone;

        Drawing(
                Words words,
                OrderView order,
                ParcelView parcel,
                @Nullable Journey journey,
                Map<ParcelId, Journeys.Way> ways,
                ZoneId zone) {
            this.words = words;
            this.order = order;
            this.parcel = parcel;
            this.journey = journey == null ? new Journey(List.of()) : journey;
            this.way = ways.get(parcel.id());
            this.zone = zone;
            this.milestone =
                    this.journey.latest().map(event -> event.milestone()).orElse(null);
        }

        TrackPage.Parcel parcel(int number, List<CaseView> cases) {
            var label = Objects.requireNonNull(parcel.label());
            var carrier = Objects.requireNonNullElse(label.carrier(), "");
            var promised = promise();
            return new TrackPage.Parcel(
                    parcel.id().toString(),
                    number,
                    words.say("now." + (milestone == null ? "SENT" : milestone.name())),
                    tone(),
                    promised.sentence(),
                    promised.kept(),
                    steps(),
                    Carriers.name(carrier),
                    Carriers.isSimulated(carrier),
                    Objects.requireNonNullElse(label.tracking(), ""),
                    ShopperMessages.contents(order, parcel.lines()).stream()
                            .map(line -> words.say("line", line.quantity(), line.title()))
                            .toList(),
                    lines(),
                    cases.stream()
                            .filter(one -> one.parcel().equals(parcel.id()))
                            .map(this::shown)
                            .toList(),
                    events());
        }

        private List<TrackPage.Line> lines() {
            var here = parcel.lines().stream()
                    .filter(line -> line.order().equals(order.id()))
                    .map(ParcelLine::lineNo)
                    .collect(Collectors.toSet());
            return order.lines().stream()
                    .filter(line -> here.contains(line.number()))
                    .map(line -> new TrackPage.Line(line.number(), line.title()))
                    .toList();
        }

        private TrackPage.Case shown(CaseView one) {
            var decision = one.state() == CaseState.OPEN ? null : one.decision();
            var amount = one.amount() == null ? "" : words.money(one.amount());
            return new TrackPage.Case(
                    words.say("wrong." + one.reason()),
                    one.openedBy() == CaseView.OpenedBy.SHOPPER ? one.text() : "",
                    decision == null ? words.say("case.state.OPEN") : words.say("case.state." + decision, amount));
        }

        private Tone tone() {
            return switch (parcel.state()) {
                case DELIVERED -> Tone.GOOD;
                case EXCEPTION, RETURNED_TO_SENDER, LOST -> Tone.TROUBLE;
                default -> Tone.MOVING;
            };
        }

        private record Promise(@Nullable String sentence, boolean kept) {}

        private Promise promise() {
            var promised = way == null ? null : way.deliverBy();
            return switch (parcel.state()) {
                case DELIVERED -> delivered(promised);
                case RETURNED_TO_SENDER, LOST -> new Promise(null, false);
                default ->
                    milestone == Milestone.RETURNING || milestone == Milestone.AVAILABLE_FOR_PICKUP
                            ? new Promise(null, true)
                            : underWay(promised);
            };
        }

        private Promise delivered(@Nullable LocalDate promised) {
            var day = LocalDate.ofInstant(journey.latest().orElseThrow().occurredAt(), zone);
            if (promised == null) return new Promise(words.say("promise.delivered", words.day(day)), true);
            return day.isAfter(promised)
                    ? new Promise(words.say("promise.delivered-late", words.day(day), words.day(promised)), false)
                    : new Promise(words.say("promise.delivered-kept", words.day(day)), true);
        }

        private Promise underWay(@Nullable LocalDate promised) {
            var today = LocalDate.ofInstant(clock.instant(), zone);
            var outlook = Outlook.of(
                    promised,
                    way == null ? null : way.expectedBy(),
                    milestone,
                    today,
                    WorkingCalendar.mondayToFriday(zone));
            if (outlook.expected() == null) return new Promise(null, true);
            if (outlook.late())
                return new Promise(
                        words.say(
                                "promise.late",
                                words.day(outlook.expected()),
                                words.day(Objects.requireNonNull(promised))),
                        false);
            if (!outlook.expected().equals(today))
                return new Promise(words.say("promise.kept", words.day(outlook.expected())), true);
            // Held up, or tried in vain: that it comes today all the same nobody knows.
            boolean doubtful = milestone == Milestone.EXCEPTION || milestone == Milestone.ATTEMPTED;
            return new Promise(doubtful ? null : words.say("promise.today"), true);
        }

        private List<TrackPage.Step> steps() {
            int now = position();
            boolean returning = milestone == Milestone.RETURNING;
            boolean returned = parcel.state() == wharf.shipping.ParcelState.RETURNED_TO_SENDER;
            var labels = List.of(
                    "step.sent",
                    "step.moving",
                    returning ? "now.RETURNING" : "step.near",
                    returning || returned ? "step.back" : "step.there");
            var steps = new ArrayList<TrackPage.Step>();
            for (int i = 0; i < labels.size(); i++)
                steps.add(new TrackPage.Step(words.say(labels.get(i)), i < now ? "done" : i == now ? "now" : "next"));
            return steps;
        }

        /** The furthest step reached: trouble on the way does not take a parcel back. */
        private int position() {
            if (milestone == Milestone.DELIVERED || milestone == Milestone.RETURNED_TO_SENDER) return 3;
            if (milestone == Milestone.RETURNING) return 2;
            var reached = journey.reached().keySet();
            if (reached.contains(Milestone.OUT_FOR_DELIVERY)
                    || reached.contains(Milestone.ATTEMPTED)
                    || reached.contains(Milestone.AVAILABLE_FOR_PICKUP)) return 2;
            return reached.contains(Milestone.PICKED_UP) || reached.contains(Milestone.IN_TRANSIT) ? 1 : 0;
        }

        private List<TrackPage.Event> events() {
            var events = new ArrayList<TrackPage.Event>();
            for (var event : journey.events().reversed())
                events.add(new TrackPage.Event(
                        event.occurredAt(),
                        words.time(event.occurredAt(), zone),
                        words.say("event." + event.milestone()),
                        event.place()));
            var left = parcel.shippedAt();
            if (left != null)
                events.add(new TrackPage.Event(left, words.time(left, zone), words.say("event.SENT"), null));
            return events;
        }
    }
}
