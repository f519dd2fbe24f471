package wharf.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** Answers everything a controller, or the way to it, throws. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class FaultAdvice {
    private final Answers answers;

    FaultAdvice(Answers answers) {
        this.answers = answers;
    }

    @ExceptionHandler(Throwable.class)
    @Nullable
    ModelAndView refuse(Throwable thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (thrown instanceof AsyncRequestNotUsableException || response.isCommitted()) return null;
        var fault = Faults.of(thrown);
        if (Answers.forPrograms(request)) {
            answers.write(request, response, fault);
            return null;
        }
        return page(fault, response);
    }

    static ModelAndView page(Fault fault, HttpServletResponse response) {
        fault.headers().forEach(response::setHeader);
        var page = new ModelAndView("error/fault", HttpStatusCode.valueOf(fault.status()));
        page.addObject("fault", fault);
        return page;
    }
}
