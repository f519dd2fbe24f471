package wharf.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import wharf.identity.SignIn.Outcome;
import wharf.platform.Context;
import wharf.platform.CurrentUser;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Scope;

@Controller
class SignInScreen {
    /** A path on this server: one slash, then nothing that a browser could read as another host. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");

    private final SignIn signIn;
    private final Sessions sessions;
    private final CookieCsrfTokenRepository csrfTokens;
    private final ObjectProvider<FrontDoor> doors;

    SignInScreen(
            SignIn signIn, Sessions sessions, CookieCsrfTokenRepository csrfTokens, ObjectProvider<FrontDoor> doors) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.csrfTokens = csrfTokens;
        this.doors = doors;
    }

    @GetMapping("/login")
    ModelAndView show(@RequestParam(defaultValue = "/") String next, HttpServletRequest request) {
        if (CurrentUser.find().isPresent()) return new ModelAndView("redirect:" + local(next));
        return form(request, "", next, "", 200);
    }

    @PostMapping("/login")
    ModelAndView enter(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        var outcome = new Context(Scope.ALL, Actor.user(email.strip()), Lane.SCREEN)
                .call(() -> signIn.signIn(email, password, request.getRemoteAddr()));
        return switch (outcome) {
            case Outcome.SignedIn in -> {
                SessionCookie.write(request, response, in.token());
                csrfTokens.saveToken(null, request, response);
                yield new ModelAndView("redirect:" + local(next));
            }
            case Outcome.Refused refused ->
                form(request, email, next, "E-mail address or password is wrong, or the account is disabled.", 401);
            case Outcome.TooOften often ->
                form(
                        request,
                        email,
                        next,
                        "Too many failed attempts. Try again in "
                                + often.retryAfter().toMinutes() + " minutes.",
                        429);
        };
    }

    @PostMapping("/logout")
    String leave(HttpServletRequest request, HttpServletResponse response) {
        var token = SessionCookie.read(request);
        if (token != null) sessions.end(token);
        SessionCookie.clear(request, response);
        csrfTokens.saveToken(null, request, response);
        return "redirect:" + FrontDoor.of(doors, request).orElse("/login");
    }

    private ModelAndView form(HttpServletRequest request, String email, String next, String message, int status) {
        var page = new ModelAndView("identity/login", HttpStatusCode.valueOf(status));
        page.addObject("email", email);
        page.addObject("next", local(next));
        page.addObject("message", message);
        page.addObject("frontDoor", FrontDoor.of(doors, request).orElse(""));
        return page;
    }

    private static String local(String next) {
        return LOCAL.matcher(next).matches() ? next : "/";
    }
}
