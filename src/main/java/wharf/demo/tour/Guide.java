package wharf.demo.tour;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.checkout.PreparedCarts;
import wharf.demo.tour.Benches.Lying;
import wharf.demo.tour.GuidePage.Action;
import wharf.demo.tour.GuidePage.Code;
import wharf.demo.tour.GuideWords.InEnglish;
import wharf.demo.tour.GuideWords.Text;
import wharf.fulfilment.FulfilmentState;
import wharf.fulfilment.TrackingLinks;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.platform.Context;
import wharf.platform.CurrentUser;
import wharf.platform.Decision;
import wharf.platform.Decisions;
import wharf.platform.Shown;
import wharf.returns.ReturnLinks;
import wharf.returns.ReturnState;
import wharf.returns.ReturnView;
import wharf.shared.Authority;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;
import wharf.shipping.LabelState;
import wharf.shipping.ParcelView;

/** Says on any page which step the visitor's order has come to, what to do here, and where the next one is. */
@Component
class Guide {
    /** Where the visitor's own figures can be tried: the page of another module. */
    static final String YOURS = "/yours";

    private static final String SETTLING = "settling";
    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern SESSION = Pattern.compile("/floor/pack/" + ID);
    private static final Pattern DOCKED = Pattern.compile("/floor/returns/" + ID);
    private static final Pattern RECEIPT = Pattern.compile("/shop/[^/]+/orders/.*");
    private static final Pattern CHECKOUT = Pattern.compile("/shop/[^/]+/checkout/.*");
    private static final Pattern TRACK = Pattern.compile("/shop/[^/]+/track/.*");
    private static final Pattern SURVEY = Pattern.compile("/shop/[^/]+/survey/.*");
    private static final Pattern PORTAL = Pattern.compile("/shop/[^/]+/returns/.*");

    private final Stands stands;
    private final Benches benches;
    private final Decisions decisions;
    private final Links links;

    Guide(Stands stands, Benches benches, Decisions decisions, Links links) {
        this.stands = stands;
        this.benches = benches;
        this.decisions = decisions;
        this.links = links;
    }

    /** Addresses of the shopper's pages. */
    @Component("demoLinks")
    record Links(PreparedCarts carts, TrackingLinks tracking, ReturnLinks returns) {
        String checkout(Visit visit) {
            return carts.path(visit.merchant(), visit.cart());
        }

        String track(OrderView order) {
            return URI.create(Objects.requireNonNull(tracking.of(List.of(order)).get(order.id())))
                    .getPath();
        }

        String portal(MerchantId merchant, OrderId order) {
            return returns.path(merchant, order);
        }
    }

    /** What a step has to say on a page. */
    private record Said(
            Text text,
            List<Action> actions,
            List<Lying> codes,
            String label,
            @Nullable Decision why,
            boolean again) {
        /** @param key of what is said */
        static Said of(String key, Action... actions) {
            return of(Text.of(key), actions);
        }

        static Said of(Text text, Action... actions) {
            return new Said(text, List.of(actions), List.of(), "", null, false);
        }

        Said with(List<Lying> lying) {
            return new Said(text, actions, lying, label, why, again);
        }

        Said showing(String printed) {
            return new Said(text, actions, codes, printed, why, again);
        }

        Said because(@Nullable Decision decision) {
            return new Said(text, actions, codes, label, decision, again);
        }

        Said soon() {
            return new Said(text, actions, codes, label, why, true);
        }
    }

    /** In English. */
    GuidePage page(@Nullable Visit visit, String at) {
        return page(visit, at, GuideWords.in("en"));
    }

    /** @param at path of the page the strip stands on */
    GuidePage page(@Nullable Visit visit, String at, GuideWords words) {
        return Context.background("demo").call(() -> {
            var stand = stands.of(visit);
            var step = shown(stand, at);
            var said = said(stand, step, at);
            if (said.codes().isEmpty()) said = said.with(within(at));
            return new GuidePage(
                    step.number(),
                    Step.values().length,
                    said.why() == null
                            ? words.say("step." + step)
                            : words.say("why.title", said.why().chosen()),
                    words.say(said.text()),
                    said.actions().stream()
                            .map(action -> action.called(words.say("do." + action.label())))
                            .toList(),
                    said.codes().stream()
                            .map(code -> new Code(words.say(code.what()), code.value(), code.svg(), code.wrong()))
                            .toList(),
                    said.label(),
                    said.why(),
                    said.again());
        });
    }

    /** Whoever works on anything else has barcodes before them, too. */
    private List<Lying> within(String at) {
        if (!mayWorkOnTheFloor()) return List.of();
        if (at.equals("/floor/pick")) return here(benches::picking);
        if (at.equals("/floor/sign-in")) return here(benches::badges);
        var session = SESSION.matcher(at);
        return session.matches() ? here(() -> benches.packing(UUID.fromString(session.group(1)))) : List.of();
    }

    /** The page may still belong to the step before: what has just happened is looked at where it happened. */
    private static Step shown(Stand stand, String at) {
        return switch (stand.step()) {
            case WHY -> RECEIPT.matcher(at).matches() ? Step.WHY : Step.PICK;
            case PACK -> at.equals("/floor/pick") ? Step.PICK : Step.PACK;
            case SHIP -> SESSION.matcher(at).matches() ? Step.PACK : Step.SHIP;
            case FOLLOW -> at.equals("/ship") ? Step.SHIP : Step.FOLLOW;
            case EXCHANGE ->
                stand.back() == null
                                && (TRACK.matcher(at).matches()
                                        || isMail(at)
                                        || SURVEY.matcher(at).matches())
                        ? Step.FOLLOW
                        : Step.EXCHANGE;
            case LOOK_BACK -> DOCKED.matcher(at).matches() ? Step.EXCHANGE : Step.LOOK_BACK;
            case BUY, PICK -> stand.step();
        };
    }

    private static boolean isMail(String at) {
        return at.equals("/inbox") || at.startsWith("/inbox/") || at.equals("/phone");
    }

    private Said said(Stand stand, Step step, String at) {
        return switch (step) {
            case BUY -> buy(stand, at);
            case WHY -> why(Objects.requireNonNull(stand.order()), stand);
            case PICK -> pick(stand, at);
            case PACK -> pack(stand, at);
            case SHIP -> ship(stand, at);
            case FOLLOW -> follow(stand, at);
            case EXCHANGE -> exchange(stand, at);
            case LOOK_BACK -> lookBack(stand, at);
        };
    }

    private Said buy(Stand stand, String at) {
        var visit = stand.visit();
        var order = stand.order();
        if (visit == null || order != null && order.state() == OrderState.CANCELLED)
            return Said.of(
                    "buy.nothing",
                    Action.post("shop", "/demo/doors/shopper", Map.of()).first());
        if (order != null && RECEIPT.matcher(at).matches())
            return Said.of("buy.confirming").soon();
        if (CHECKOUT.matcher(at).matches())
            return Said.of(order == null ? "buy.ready" : "buy.pay").soon();
        return Said.of(
                "buy.filled", Action.link("checkout", links.checkout(visit)).first());
    }

    /** Both sites with what each would cost: the decision of the checkout, which promised by it. */
    private Said why(OrderView order, Stand stand) {
        var about = decisions.about(order.id().value());
        var promise = about.stream().filter(one -> one.kind().equals("promise")).findFirst();
        var text = promise.map(one -> Text.of("why.chosen", one.chosen(), new InEnglish(one.reason())))
                .orElse(Text.of("why.placed"));
        // Until it has come to the warehouse, nobody can walk for it.
        var said = stand.fulfilment() == null
                ? Said.of(text).soon()
                : Said.of(text, go("pick.yourself", Destination.PICK).first());
        return said.because(promise.orElse(null));
    }

    private Said pick(Stand stand, String at) {
        var fulfilment = stand.fulfilment();
        if (fulfilment == null) return Said.of("pick.coming").soon();
        boolean working = at.equals("/floor/pick") && mayWorkOnTheFloor();
        if (fulfilment.state() == FulfilmentState.PLANNED)
            return Said.of("pick.kept", go("pick", Destination.PICK).first());
        if (fulfilment.state().compareTo(FulfilmentState.PICKED) >= 0)
            return Said.of("pick.done", go("pack", Destination.PACK).first());
        if (!working)
            return Said.of("pick.yours", go("pick.on", Destination.PICK).first());
        return Said.of("pick.scan").with(here(benches::picking));
    }

    private Said pack(Stand stand, String at) {
        var fulfilment = Objects.requireNonNull(stand.fulfilment());
        var session = SESSION.matcher(at);
        if (session.matches() && mayWorkOnTheFloor()) return packing(stand, UUID.fromString(session.group(1)));
        if (at.equals("/floor/pack") && mayWorkOnTheFloor())
            return Said.of("pack.tote").with(here(() -> benches.toPack(fulfilment.id())));
        return Said.of("pack.waits", go("pack", Destination.PACK).first());
    }

    private Said packing(Stand stand, UUID session) {
        var codes = here(() -> benches.packing(session));
        if (!codes.isEmpty()) return Said.of("pack.plan").with(codes);
        var parcel = stand.parcel();
        if (parcel == null || !isBought(parcel)) return Said.of("pack.closed").soon();
        if (!benches.isPrinted(parcel)) return Said.of("pack.bought").soon();
        return Said.of(saving(parcel, stand), go("door", Destination.SHIP).first())
                .showing(benches.label(parcel));
    }

    private static boolean isBought(ParcelView parcel) {
        return parcel.label() != null && parcel.label().state() == LabelState.BOUGHT;
    }

    /** What the carton was chosen for, and what it saves. */
    private Text saving(ParcelView parcel, Stand stand) {
        var order = Objects.requireNonNull(stand.order());
        return decisions.about(order.id().value()).stream()
                .filter(one -> one.kind().equals("carton"))
                .findFirst()
                .map(one -> saved(one, order.currency()))
                .orElse(Text.of("printed.carton", parcel.packaging()));
    }

    private static Text saved(Decision carton, String currency) {
        var costs = carton.candidates().stream()
                .filter(Decision.Candidate::feasible)
                .flatMap(one -> one.figures().get("costMinor") instanceof Number cost
                        ? Stream.of(cost.longValue())
                        : Stream.empty())
                .sorted()
                .distinct()
                .limit(2)
                .toList();
        var reason = new InEnglish(carton.reason());
        if (costs.size() < 2) return Text.of("printed.reason", reason);
        return Text.of("printed.saves", reason, Shown.money(Money.of(costs.getLast() - costs.getFirst(), currency)));
    }

    private Said ship(Stand stand, String at) {
        var parcel = stand.parcel();
        if (parcel != null && parcel.state().hasLeft())
            return Said.of(
                    "ship.left",
                    Action.link("follow", links.track(Objects.requireNonNull(stand.order())))
                            .first());
        var label = parcel == null ? null : parcel.label();
        if (!at.equals("/ship") || label == null)
            return Said.of("ship.stands", go("scan.out", Destination.SHIP).first());
        return Said.of("ship.scan").with(here(() -> benches.tracking(label.tracking())));
    }

    private Said follow(Stand stand, String at) {
        var order = Objects.requireNonNull(stand.order());
        if (!stand.isDelivered())
            return Said.of(
                    "follow.moves",
                    Action.post("forward", "/demo/forward", Map.of()).first(),
                    Action.link("track", links.track(order)));
        var said = at.startsWith("/inbox")
                ? "follow.survey"
                : SURVEY.matcher(at).matches() ? "follow.answered" : "follow.delivered";
        return Said.of(
                said,
                go("inbox", Destination.INBOX),
                go("phone", Destination.PHONE),
                Action.link("send.back", links.portal(order.merchant(), order.id()))
                        .first());
    }

    private Said exchange(Stand stand, String at) {
        var order = Objects.requireNonNull(stand.order());
        var back = stand.back();
        if (back == null) {
            if (PORTAL.matcher(at).matches()) return Said.of("exchange.choose");
            return Said.of(
                    "exchange.ask",
                    Action.link("exchange", links.portal(order.merchant(), order.id()))
                            .first());
        }
        return atTheDock(back, stand, at);
    }

    private Said atTheDock(ReturnView back, Stand stand, String at) {
        if (stand.isOver())
            return Said.of(
                    stand.isReplaced() ? "dock.replaced" : "dock.settled",
                    go("story", Destination.ORDER).first());
        if (back.state() == ReturnState.REQUESTED) return Said.of("dock.manager", go("dock", Destination.DOCK));
        if (DOCKED.matcher(at).matches() && mayWorkOnTheFloor()) return judging(at);
        if (isJudged(back)) return Said.of(SETTLING).soon();
        if (at.equals("/floor/returns") && mayWorkOnTheFloor())
            return Said.of("dock.scan").with(here(() -> benches.returned(back, false)));
        return Said.of(
                Text.of("dock.coming", back.name()),
                go("receive", Destination.DOCK).first());
    }

    private Said judging(String at) {
        var docked = DOCKED.matcher(at);
        if (!docked.matches()) return Said.of("dock.parcel");
        var back = here(() -> List.of(benches.get(new ReturnId(UUID.fromString(docked.group(1))))));
        if (back.isEmpty()) return Said.of("dock.parcel");
        var it = back.getFirst();
        if (it.expected() > 0) return Said.of("dock.goods").with(here(() -> benches.returned(it, true)));
        if (it.units(ReturnState.RECEIVED) > 0) return Said.of("dock.judge");
        return Said.of(SETTLING).soon();
    }

    private static boolean isJudged(ReturnView back) {
        return back.expected() == 0 && back.units(ReturnState.RECEIVED) == 0;
    }

    private Said lookBack(Stand stand, String at) {
        var order = Objects.requireNonNull(stand.order());
        var actions = new ArrayList<Action>();
        boolean there = at.equals("/orders/" + order.id());
        if (!there) actions.add(go("timeline", Destination.ORDER).first());
        if (stand.isReplaced()) actions.add(go("replacement", Destination.REPLACEMENT));
        actions.add(go("yours", Destination.YOURS));
        actions.add(Action.link("doors", "/welcome"));
        var text = there ? "back.open" : "back.timeline";
        return new Said(Text.of(text), List.copyOf(actions), List.of(), "", null, false);
    }

    /** @param label key of what the button says */
    private static Action go(String label, Destination to) {
        return Action.post(label, "/demo/go/" + to.name().toLowerCase(Locale.ROOT), Map.of());
    }

    private static boolean mayWorkOnTheFloor() {
        return CurrentUser.find().filter(who -> who.may(Authority.FLOOR_WORK)).isPresent();
    }

    /** What the person who is signed in sees, as themselves. What cannot be shown is left out: the page itself says why. */
    private static <T> List<T> here(Supplier<List<T>> look) {
        var who = CurrentUser.find();
        if (who.isEmpty()) return List.of();
        try {
            return new Context(who.get().scope(), who.get().actor(), Lane.SCREEN).call(look::get);
        } catch (Refusal gone) {
            return List.of();
        }
    }

    Stand stand(@Nullable Visit visit) {
        return Context.background("demo").call(() -> stands.of(visit));
    }

    String track(OrderView order) {
        return Context.background("demo").call(() -> links.track(order));
    }

    String checkout(Visit visit) {
        return Context.background("demo").call(() -> links.checkout(visit));
    }
}
