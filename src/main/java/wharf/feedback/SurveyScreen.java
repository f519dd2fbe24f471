package wharf.feedback;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.feedback.SurveyReader.Tap;
import wharf.feedback.SurveyReader.Visit;
import wharf.platform.SignedLinks;
import wharf.shared.ItemId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

/**
 * The page on which a shopper answers. Opening it keeps nothing, whatever the address says: mail scanners and previews open links too. What was
 * tapped in the mail is marked; the page's own form sends it, by itself where script runs, by its button elsewhere.
 */
@Controller
@RequestMapping("/shop/{merchant}/survey/{token}")
class SurveyScreen {
    private static final Set<String> PROBLEMS = Set.of("score", "comment", "stars", "text");

    private final SurveyLinks links;
    private final SurveyReader reader;
    private final SurveyAnswers answers;
    private final ItemReviews reviews;
    private final FeedbackPolicies policies;

    SurveyScreen(
            SurveyLinks links,
            SurveyReader reader,
            SurveyAnswers answers,
            ItemReviews reviews,
            FeedbackPolicies policies) {
        this.links = links;
        this.reader = reader;
        this.answers = answers;
        this.reviews = reviews;
        this.policies = policies;
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    String show(
            @PathVariable String merchant,
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String score,
            @RequestParam(required = false) @Nullable String lang,
            @RequestParam(required = false) @Nullable String thanks,
            @RequestParam(required = false) @Nullable String problem,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var visit = new Visit(
                SurveyLinks.path(merchant, token),
                tap(kind, score).orElse(null),
                lang,
                thanks != null,
                problem != null && PROBLEMS.contains(problem) ? problem : null);
        var page = links.open(merchant, token).flatMap(link -> link.context().call(() -> reader.page(link, visit)));
        if (page.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            model.addAttribute("words", FeedbackWords.in(request.getLocale().toLanguageTag()));
            return "feedback/no-link";
        }
        model.addAttribute("page", page.get());
        return "feedback/survey";
    }

    @PostMapping("/answers")
    @PreAuthorize("permitAll()")
    String answer(
            @PathVariable String merchant,
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String score,
            @RequestParam(required = false) @Nullable String comment) {
        var link = opened(merchant, token);
        var tap = tap(kind, score);
        if (tap.isEmpty()) return back(merchant, token, "problem=score");
        try {
            link.context()
                    .run(() -> answers.answer(
                            order(link), tap.get().kind(), tap.get().score(), comment));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) throw refusal;
            return back(merchant, token, "problem=comment");
        }
        return back(merchant, token, "thanks=" + tap.get().kind());
    }

    @PostMapping("/reviews")
    @PreAuthorize("permitAll()")
    String review(
            @PathVariable String merchant,
            @PathVariable String token,
            @RequestParam ItemId item,
            @RequestParam(required = false) @Nullable String stars,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String name) {
        var link = opened(merchant, token);
        if (!link.context().call(() -> policies.of(link.merchant())).asksReviews())
            throw Refusal.notFound("item of this order", item);
        var given = number(stars);
        if (given.isEmpty() || given.get() < 1 || given.get() > 5) return back(merchant, token, "problem=stars");
        try {
            link.context()
                    .run(() -> reviews.submit(new ItemReviews.NewReview(order(link), item, given.get(), text, name)));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) throw refusal;
            return back(merchant, token, "problem=text");
        }
        return back(merchant, token, "thanks=review");
    }

    private SignedLinks.Link opened(String merchant, String token) {
        return links.open(merchant, token).orElseThrow(() -> Refusal.notFound("survey", "behind this address"));
    }

    private static OrderId order(SignedLinks.Link link) {
        return new OrderId(link.subject());
    }

    private static String back(String merchant, String token, String said) {
        return "redirect:" + SurveyLinks.path(merchant, token) + "?" + said;
    }

    /** A score on its scale; empty for anything else. */
    private static Optional<Tap> tap(@Nullable String kind, @Nullable String score) {
        return Arrays.stream(SurveyKind.values())
                .filter(known -> known.name().equals(kind))
                .findFirst()
                .flatMap(known -> number(score).filter(known::holds).map(given -> new Tap(known, given)));
    }

    private static Optional<Integer> number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,2}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
