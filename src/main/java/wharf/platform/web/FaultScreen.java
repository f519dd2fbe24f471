package wharf.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where the servlet container sends what failed before or beyond the controllers; and the explanation of every kind of problem. */
@Controller
class FaultScreen implements ErrorController {
    private final Answers answers;

    FaultScreen(Answers answers) {
        this.answers = answers;
    }

    @RequestMapping("/error")
    @Nullable
    ModelAndView error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var fault = fault(request);
        if (Answers.forPrograms(request)) {
            answers.write(request, response, fault);
            return null;
        }
        return FaultAdvice.page(fault, response);
    }

    @GetMapping("/docs/problems")
    String problems(Model model) {
        model.addAttribute("kinds", FaultKind.values());
        return "error/problems";
    }

    private static Fault fault(HttpServletRequest request) {
        if (request.getAttribute(Answers.FAULT) instanceof Fault fault) return fault;
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown)
            return Faults.of(thrown);
        if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status))
            return Faults.nothingHere();
        var kind = FaultKind.ofStatus(status);
        return Fault.of(kind, kind.remedy());
    }
}
