package wharf.feedback;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.shared.OrderId;

/**
 * Where a shopper ends being asked: the address of the mail's {@code List-Unsubscribe} header (RFC 8058), which mail programs post to without
 * any cookie, and which people open. Opening it changes nothing.
 */
@Controller
@RequestMapping("/hooks/survey-stops/{token}")
class SurveyStopScreen {
    private final SurveyLinks links;
    private final Surveys surveys;
    private final Orders orders;

    SurveyStopScreen(SurveyLinks links, Surveys surveys, Orders orders) {
        this.links = links;
        this.surveys = surveys;
        this.orders = orders;
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    String show(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model) {
        return page(token, false, request, response, model);
    }

    @PostMapping
    @PreAuthorize("permitAll()")
    String stop(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model) {
        var link = links.openStop(token);
        boolean stopped = link.isPresent()
                && link.get()
                        .context()
                        .call(() -> surveys.stop(new OrderId(link.get().subject())));
        return page(token, stopped, request, response, model);
    }

    private String page(
            String token, boolean stopped, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var link = links.openStop(token);
        var merchant = link.flatMap(links::merchant);
        var language = link.flatMap(found -> found.context()
                        .call(() -> orders.find(new OrderId(found.subject())).map(OrderView::locale)))
                .orElseGet(() -> request.getLocale().toLanguageTag());
        model.addAttribute("words", FeedbackWords.in(language));
        if (merchant.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return "feedback/no-link";
        }
        model.addAttribute("merchant", merchant.get());
        model.addAttribute("token", token);
        model.addAttribute("stopped", stopped);
        return "feedback/stop";
    }
}
