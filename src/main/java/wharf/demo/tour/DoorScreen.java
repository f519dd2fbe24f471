package wharf.demo.tour;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.demo.DemoDoors;
import wharf.demo.Door;
import wharf.fulfilment.FulfilmentState;
import wharf.identity.GuestSignIn;
import wharf.identity.User;
import wharf.identity.Users;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Refusal;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.shipping.tracking.DemoDepot;

/** The doors of the demo: one click, no password, only where {@link DemoDoors} are open. Everything here is a form, sent with its token. */
@Controller
@RequestMapping("/demo")
class DoorScreen {
    /** The site a device of the floor works in, as the floor's own screens remember it. */
    private static final String FLOOR_SITE = "wharf-floor-site";

    private final DemoDoors doors;
    private final Staff staff;
    private final Visitors visitors;
    private final Guide guide;
    private final YourOrder yourOrder;

    DoorScreen(DemoDoors doors, Staff staff, Visitors visitors, Guide guide, YourOrder yourOrder) {
        this.doors = doors;
        this.staff = staff;
        this.visitors = visitors;
        this.guide = guide;
        this.yourOrder = yourOrder;
    }

    /** Whom a visitor may be, and the carrier who can be asked to hurry. */
    @Component("demoStaff")
    record Staff(GuestSignIn signIn, Users users, DemoDepot depot) {
        Optional<User> user(UUID id) {
            return new Context(Scope.ALL, Actor.system("demo"), Lane.SCREEN).call(() -> users.find(id));
        }
    }

    @PostMapping("/doors/{door}")
    @PreAuthorize("permitAll()")
    String enter(@PathVariable String door, HttpServletRequest request, HttpServletResponse response) {
        requireOpen(request);
        var wanted = known(Door.values(), door, "door");
        visitors.welcome(request, response);
        return "redirect:"
                + switch (wanted) {
                    case SHOPPER -> visitors.shop(request, response);
                    case PICKER -> through(Door.PICKER, Destination.PICK, request, response);
                    case PACKER -> through(Door.PACKER, packing(request), request, response);
                    case MANAGER, MERCHANT -> {
                        signIn(wanted, request, response);
                        yield "/";
                    }
                };
    }

    /** On to the next step of the guide, as whoever does it. */
    @PostMapping("/go/{destination}")
    @PreAuthorize("permitAll()")
    String go(@PathVariable String destination, HttpServletRequest request, HttpServletResponse response) {
        requireOpen(request);
        var to = known(Destination.values(), destination, "destination");
        return "redirect:" + through(to.door(), to, request, response);
    }

    /** The simulated carrier brings the visitor's parcel to its end now. */
    @PostMapping("/forward")
    @PreAuthorize("permitAll()")
    String forward(HttpServletRequest request, RedirectAttributes flash) {
        requireOpen(request);
        var stand = guide.stand(visitors.of(request));
        if (stand.parcel() == null || stand.order() == null)
            throw Refusal.conflict("no-parcel", "Your order has no parcel yet; pack it first.");
        var parcel = stand.parcel().id();
        try {
            Context.background("demo").run(() -> staff.depot().fastForward(parcel));
        } catch (Refusal refused) {
            flash.addFlashAttribute("flashError", String.valueOf(refused.getMessage()));
        }
        return "redirect:" + guide.track(stand.order());
    }

    private Destination packing(HttpServletRequest request) {
        var fulfilment = guide.stand(visitors.of(request)).fulfilment();
        return fulfilment != null && fulfilment.state() == FulfilmentState.PACKED ? Destination.SHIP : Destination.PACK;
    }

    private String through(Door door, Destination to, HttpServletRequest request, HttpServletResponse response) {
        var visit = visitors.of(request);
        var user = signIn(door, request, response);
        var stand = guide.stand(visit);
        var site = stand.fulfilment() == null ? null : stand.fulfilment().site();
        if (site != null) workIn(site, request, response);
        return switch (to) {
            case PICK -> pick(visit, stand, user);
            case PACK -> site == null ? "/floor/pack" : "/floor/pack?site=" + site;
            case SHIP -> site == null ? "/ship" : "/ship?site=" + site;
            case DOCK -> dock(stand, request, response);
            case INBOX -> "/inbox";
            case PHONE -> "/phone";
            case ORDER ->
                stand.order() == null ? "/orders" : "/orders/" + stand.order().id() + "#timeline";
            case REPLACEMENT -> replacement(stand);
            case PEOPLE -> "/simulation";
            case YOURS -> Guide.YOURS;
        };
    }

    private String pick(@Nullable Visit visit, Stand stand, User user) {
        if (visit == null || stand.fulfilment() == null) return "/floor";
        if (stand.fulfilment().state() == FulfilmentState.PLANNED) {
            var picker = new Actor(Actor.Kind.USER, user.email(), "user:" + user.id());
            new Context(Scope.ALL, picker, Lane.SCREEN).call(() -> yourOrder.take(visit));
        }
        return "/floor/pick";
    }

    private static String dock(Stand stand, HttpServletRequest request, HttpServletResponse response) {
        if (stand.back() != null) workIn(stand.back().site(), request, response);
        return "/floor/returns";
    }

    private static String replacement(Stand stand) {
        var back = stand.back();
        return back == null
                ? "/orders"
                : back.exchanges().stream()
                        .flatMap(exchange -> Stream.ofNullable(exchange.orderId()))
                        .findFirst()
                        .map(id -> "/orders/" + id)
                        .orElse("/orders");
    }

    private User signIn(Door door, HttpServletRequest request, HttpServletResponse response) {
        var person = doors.person(door, request).orElseThrow(DoorScreen::closed);
        if (!staff.signIn().enter(person, request, response)) throw closed();
        return staff.user(person).orElseThrow(DoorScreen::closed);
    }

    private void requireOpen(HttpServletRequest request) {
        if (!doors.areOpen(request)) throw closed();
    }

    private static Refusal closed() {
        return Refusal.notFound("door", "here: this is no demo, or it is not open to everybody");
    }

    private static void workIn(WarehouseId site, HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(FLOOR_SITE, site.toString())
                .path("/floor")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static <T extends Enum<T>> T known(T[] values, String name, String what) {
        for (var value : values) if (value.name().equals(name.toUpperCase(Locale.ROOT))) return value;
        throw Refusal.notFound(what, name);
    }
}
