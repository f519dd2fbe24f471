package wharf.demo.tour;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import wharf.demo.DemoDoors;
import wharf.demo.Door;
import wharf.demo.people.Diary;
import wharf.demo.people.Paces;
import wharf.fulfilment.FlowBoard;
import wharf.identity.FrontDoor;
import wharf.platform.Context;

/** The first page of the demo: who one can be, and how the day goes at this moment. */
@Controller
class WelcomeScreen implements FrontDoor {
    private static final int SHOWN = 6;

    private final DemoDoors doors;
    private final FlowBoard board;
    private final Paces paces;
    private final Diary diary;
    private final TransactionTemplate reading;

    WelcomeScreen(DemoDoors doors, FlowBoard board, Paces paces, Diary diary, PlatformTransactionManager transactions) {
        this.doors = doors;
        this.board = board;
        this.paces = paces;
        this.diary = diary;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    @Override
    public Optional<String> path(HttpServletRequest request) {
        return doors.areOpen(request) ? Optional.of("/welcome") : Optional.empty();
    }

    @GetMapping("/welcome")
    @PreAuthorize("permitAll()")
    String show(HttpServletRequest request, Model model) {
        if (!doors.areOpen(request)) return "redirect:/login";
        model.addAttribute("doors", List.of(Door.values()));
        model.addAttribute("pace", paces.pace());
        model.addAttribute("latest", diary.latest(SHOWN));
        model.addAttribute("steps", Context.background("demo").call(() -> reading.execute(status -> board.steps())));
        return "demo/welcome";
    }
}
