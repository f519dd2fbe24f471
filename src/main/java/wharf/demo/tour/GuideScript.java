package wharf.demo.tour;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import wharf.platform.web.PageScript;

/** Browsers that came in by one of the doors get the guide on every page. */
@Component
class GuideScript implements PageScript {
    @Override
    public Optional<String> on(HttpServletRequest request) {
        return WebUtils.getCookie(request, Visitors.COOKIE) == null ? Optional.empty() : Optional.of("/assets/demo.js");
    }
}
