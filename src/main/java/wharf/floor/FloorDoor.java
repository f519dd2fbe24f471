package wharf.floor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.identity.BadgeSignIn;
import wharf.identity.BadgeSignIn.Outcome;
import wharf.identity.Badges;
import wharf.identity.KnownDevices;
import wharf.picking.PickBatches;
import wharf.platform.CurrentUser;
import wharf.platform.Words;
import wharf.shared.Refusal;
import wharf.warehouse.FloorSite;

/** Coming to a device of the floor and leaving it: by badge and PIN. Whose cart it is stays so: it is handed over by its own button only. */
@Controller
class FloorDoor {
    private static final Pattern ON_THE_FLOOR = Pattern.compile("/floor(/[a-z-]+)*(/[0-9a-f-]{36})?");
    private static final int LONGEST_PATH = 100;
    private static final int PERIODS = 10;

    private final BadgeSignIn door;
    private final Staff staff;
    private final PickBatches batches;
    private final People people;
    private final WorkHours hours;
    private final FloorSite sites;

    FloorDoor(BadgeSignIn door, Staff staff, PickBatches batches, People people, WorkHours hours, FloorSite sites) {
        this.door = door;
        this.staff = staff;
        this.batches = batches;
        this.people = people;
        this.hours = hours;
        this.sites = sites;
    }

    /** Badges, and the devices on which they are enough. */
    @org.springframework.stereotype.Component("floorStaff")
    record Staff(Badges badges, KnownDevices devices) {}

    @GetMapping("/floor/sign-in")
    @PreAuthorize("permitAll()")
    ModelAndView show(@RequestParam(defaultValue = "") String next, HttpServletRequest request) {
        return form(next, "", 200, request);
    }

    @PostMapping("/floor/sign-in")
    @PreAuthorize("permitAll()")
    ModelAndView enter(
            @RequestParam(defaultValue = "") String badge,
            @RequestParam(defaultValue = "") String pin,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (door.enter(badge, pin, request, response)) {
            case Outcome.SignedIn in -> {
                if (CurrentUser.find().isPresent()) batches.park();
                people.greet(in.user(), request, response);
                yield new ModelAndView("redirect:" + local(next));
            }
            case Outcome.Refused refused -> form(next, "door.refused", 401, request);
            case Outcome.Locked locked -> form(next, "door.locked", 423, request);
            case Outcome.TooOften often -> form(next, "door.often", 429, request);
            case Outcome.UnknownDevice unknown -> form(next, "door.unknown", 403, request);
        };
    }

    /** The next person may come. The carts of the one who leaves wait for them. */
    @PostMapping("/floor/leave")
    @PreAuthorize("hasAuthority('floor:work')")
    String leave(HttpServletRequest request, HttpServletResponse response, RedirectAttributes after) {
        var carts = batches.park();
        if (!carts.isEmpty())
            after.addFlashAttribute(
                    "flash", Words.here().say("door.parked", CurrentUser.get().name(), numbers(carts)));
        if (staff.devices().sender(request).isPresent()) door.leave(request, response);
        return "redirect:/floor/sign-in";
    }

    @GetMapping("/floor/me")
    @PreAuthorize("hasAuthority('floor:work')")
    ModelAndView me(HttpServletRequest request) {
        var page = new ModelAndView("floor/me");
        var person = WorkHours.person();
        page.addObject("words", Words.here());
        page.addObject("site", sites.of(request).orElse(null));
        page.addObject("badge", person.flatMap(staff.badges()::find).orElse(null));
        page.addObject("period", hours.current().orElse(null));
        page.addObject("periods", person.isEmpty() ? List.of() : hours.mine(PERIODS));
        page.addObject("registered", staff.devices().sender(request).isPresent());
        return page;
    }

    @PostMapping("/floor/me/clock-in")
    @PreAuthorize("hasAuthority('floor:work')")
    String clockIn(HttpServletRequest request, RedirectAttributes after) {
        var site = sites.of(request);
        if (site.isEmpty()) return "redirect:/floor";
        try {
            hours.clockIn(site.get().id());
            after.addFlashAttribute("flash", Words.here().say("clock.in.done"));
        } catch (Refusal refused) {
            refuse(refused, after);
        }
        return "redirect:/floor";
    }

    @PostMapping("/floor/me/clock-out")
    @PreAuthorize("hasAuthority('floor:work')")
    String clockOut(RedirectAttributes after) {
        try {
            var minutes = String.valueOf(hours.clockOut().minutes());
            var carts = batches.park();
            after.addFlashAttribute(
                    "flash",
                    carts.isEmpty()
                            ? Words.here().say("clock.out.done", minutes)
                            : Words.here().say("clock.out.cart", minutes, numbers(carts)));
        } catch (Refusal refused) {
            refuse(refused, after);
        }
        return "redirect:/floor/me";
    }

    @PostMapping("/floor/me/pin")
    @PreAuthorize("hasAuthority('floor:work')")
    String changePin(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String pin,
            RedirectAttributes after) {
        try {
            var person = WorkHours.person()
                    .orElseThrow(
                            () -> Refusal.notFound("badge of", CurrentUser.get().name()));
            staff.badges().changePin(person, current, pin);
            after.addFlashAttribute("flash", Words.here().say("pin.done"));
        } catch (Refusal refused) {
            refuse(refused, after);
        }
        return "redirect:/floor/me";
    }

    private static String numbers(List<Long> carts) {
        return carts.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static void refuse(Refusal refused, RedirectAttributes after) {
        after.addFlashAttribute(
                "flashError", Words.here().refused(refused.problems().getFirst()));
    }

    private ModelAndView form(String next, String message, int status, HttpServletRequest request) {
        var page = new ModelAndView("floor/sign-in", HttpStatusCode.valueOf(status));
        page.addObject("words", Words.here());
        page.addObject("next", local(next));
        page.addObject("message", message.isEmpty() ? "" : Words.here().say(message));
        page.addObject("known", door.mayTry(request));
        return page;
    }

    private static String local(String next) {
        return next.length() <= LONGEST_PATH && ON_THE_FLOOR.matcher(next).matches() ? next : "/floor";
    }
}
