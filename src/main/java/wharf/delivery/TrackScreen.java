package wharf.delivery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import wharf.platform.SignedLinks;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

/** The page on which a shopper follows an order. Open to whoever holds its signed address; to nobody else. */
@Controller
class TrackScreen {
    private final TrackDoor door;
    private final TrackReader reader;
    private final LivePages pages;

    TrackScreen(TrackDoor door, TrackReader reader, LivePages pages) {
        this.door = door;
        this.reader = reader;
        this.pages = pages;
    }

    @GetMapping("/shop/{merchant}/track/{token}")
    @PreAuthorize("permitAll()")
    String follow(
            @PathVariable String merchant,
            @PathVariable String token,
            @RequestParam @Nullable String problem,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var link = door.open(merchant, token);
        var page = link.flatMap(found -> found.context()
                .call(() -> reader.page(new OrderId(found.subject()), "/shop/" + merchant + "/track/" + token)));
        if (page.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            model.addAttribute("words", Words.in(request.getLocale()));
            return "delivery/no-link";
        }
        model.addAttribute("page", page.get().with(WrongScreen.known(problem), WrongScreen.said(model)));
        model.addAttribute("changes", changes(link.orElseThrow()));
        return "delivery/track";
    }

    /** Tells the open page when to look again. @param seen what the page was drawn with */
    @GetMapping(path = "/shop/{merchant}/track/{token}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @PreAuthorize("permitAll()")
    SseEmitter events(
            @PathVariable String merchant,
            @PathVariable String token,
            @RequestParam(defaultValue = "0") long seen,
            HttpServletResponse response) {
        var link = door.open(merchant, token).orElseThrow(() -> Refusal.notFound("order", "behind this address"));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        return pages.open(new OrderId(link.subject()), seen);
    }

    private long changes(SignedLinks.Link link) {
        return pages.changes(Set.of(link.subject())).getOrDefault(link.subject(), 0L);
    }
}
