package wharf.demo.tour;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import wharf.demo.DemoDoors;

/** The strip itself, asked for by the script of each page. */
@Controller
class GuideScreen {
    private final DemoDoors doors;
    private final Visitors visitors;
    private final Guide guide;

    GuideScreen(DemoDoors doors, Visitors visitors, Guide guide) {
        this.doors = doors;
        this.visitors = visitors;
        this.guide = guide;
    }

    /**
     * @param at path of the page it will stand on; 204 where there is nothing to guide through
     * @param lang the language of that page
     */
    @GetMapping("/demo/guide")
    @PreAuthorize("permitAll()")
    Object show(
            @RequestParam(defaultValue = "/") @Size(max = 2000) String at,
            @RequestParam(defaultValue = "en") @Size(max = 35) String lang,
            HttpServletRequest request) {
        if (at.equals("/welcome") || !doors.areOpen(request)) return new ResponseEntity<Void>(HttpStatus.NO_CONTENT);
        var words = GuideWords.in(lang);
        var page = new ModelAndView("demo/guide", "page", guide.page(visitors.of(request), path(at), words));
        page.addObject("words", words);
        return page;
    }

    private static String path(String at) {
        int end = at.indexOf('?');
        return end < 0 ? at : at.substring(0, end);
    }
}
