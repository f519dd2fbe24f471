package wharf.console;

import java.util.List;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.geography.Address;
import wharf.merchant.Merchants;
import wharf.order.IntakeResult;
import wharf.platform.FormProblems;
import wharf.shared.Ids;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Takes an order that somebody gives by telephone. */
@Controller
@RequestMapping("/orders/new")
class NewOrderScreen {
    private static final int UNPROCESSABLE = 422;

    private final PhoneOrders phone;
    private final Merchants merchants;

    NewOrderScreen(PhoneOrders phone, Merchants merchants) {
        this.phone = phone;
        this.merchants = merchants;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView empty() {
        return form(PhoneOrder.empty(reference()), Address.place(null, null, null, "US"), FormProblems.NONE);
    }

    @PostMapping
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView take(@ModelAttribute PhoneOrder form, @ModelAttribute Address to, RedirectAttributes after) {
        try {
            return switch (phone.take(form, to)) {
                case IntakeResult.Accepted order ->
                    taken(order.id().toString(), "Order " + order.number() + " is taken.", after);
                case IntakeResult.Replayed order ->
                    taken(order.id().toString(), "This is order " + order.number() + ", taken before.", after);
                case IntakeResult.Revising order -> taken(order.id().toString(), "The order changes.", after);
                case IntakeResult.Refused refused -> refused(form, to, refused.problems());
            };
        } catch (Refusal refusal) {
            return refused(form, to, refusal.problems());
        }
    }

    /** The random end of an id: short enough to be read out. */
    private static String reference() {
        var id = Ids.next().toString();
        return "PHONE-" + id.substring(id.lastIndexOf('-') + 1);
    }

    private static ModelAndView taken(String id, String message, RedirectAttributes after) {
        after.addFlashAttribute("flash", message);
        return new ModelAndView("redirect:/orders/" + id);
    }

    private ModelAndView refused(PhoneOrder form, Address to, List<Problem> problems) {
        var page = form(form, to, new FormProblems(problems));
        page.setStatus(HttpStatusCode.valueOf(UNPROCESSABLE));
        return page;
    }

    private ModelAndView form(PhoneOrder form, Address to, FormProblems problems) {
        var page = new ModelAndView("console/new-order");
        page.addObject("form", form);
        page.addObject("to", to);
        page.addObject("problems", problems);
        page.addObject("merchants", merchants.all());
        return page;
    }
}
