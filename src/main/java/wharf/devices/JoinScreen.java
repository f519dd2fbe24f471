package wharf.devices;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import wharf.platform.Context;
import wharf.shared.Refusal;

/** What a browser sees that opens a join link. Opening it joins nothing yet, since programs that preview links open them too. */
@Controller
@RequestMapping("/device/join")
class JoinScreen {
    private static final Context CONTEXT = Context.background("device");

    private final Joining joining;

    JoinScreen(Joining joining) {
        this.joining = joining;
    }

    @GetMapping("/{code}")
    @PreAuthorize("permitAll()")
    String look(@PathVariable String code, Model model, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var open = CONTEXT.call(() -> joining.look(code)).filter(one -> one.kind() != Device.Kind.AGENT);
        if (open.isEmpty()) return closed(model, response);
        model.addAttribute("name", open.get().name());
        model.addAttribute("site", open.get().site());
        model.addAttribute("code", code);
        model.addAttribute("station", open.get().kind() == Device.Kind.STATION);
        return "devices/join";
    }

    @PostMapping("/{code}")
    @PreAuthorize("permitAll()")
    String join(
            @PathVariable String code,
            @RequestHeader(name = HttpHeaders.USER_AGENT, required = false) @Nullable String browser,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var joined = CONTEXT.call(() -> joining.join(code, false, software(browser)));
            DeviceCookie.write(request, response, joined.secret());
            return "redirect:/device";
        } catch (Refusal refused) {
            return closed(model, response);
        }
    }

    private static String software(@Nullable String browser) {
        return Objects.requireNonNullElse(browser, "").replaceAll("\\p{Cntrl}", " ");
    }

    private static String closed(Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        model.addAttribute("minutes", Joining.LIFE.toMinutes());
        return "devices/closed";
    }
}
