package wharf.feedback;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchants;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.SignedLinks;
import wharf.shared.ItemId;
import wharf.shared.OrderId;

/** Draws the page on which a shopper answers; shows what hangs on that order and nothing else. */
@Component
class SurveyReader {
    private final Surveys surveys;
    private final SurveyAnswers answers;
    private final ItemReviews reviews;
    private final Orders orders;
    private final Merchants merchants;
    private final FeedbackPolicies policies;

    SurveyReader(
            Surveys surveys,
            SurveyAnswers answers,
            ItemReviews reviews,
            Orders orders,
            Merchants merchants,
            FeedbackPolicies policies) {
        this.surveys = surveys;
        this.answers = answers;
        this.reviews = reviews;
        this.orders = orders;
        this.merchants = merchants;
        this.policies = policies;
    }

    /** What was tapped in a mail: shown, and not kept until it is sent. */
    record Tap(SurveyKind kind, int score) {}

    /** How the page is asked for. @param language null for the order's own @param problem key of a sentence */
    record Visit(
            String path,
            @Nullable Tap tap,
            @Nullable String language,
            boolean thanks,
            @Nullable String problem) {}

    @Transactional(readOnly = true)
    public Optional<SurveyPage> page(SignedLinks.Link link, Visit visit) {
        var order = new OrderId(link.subject());
        return surveys.of(order).flatMap(survey -> orders.find(order)).map(found -> page(link, found, visit));
    }

    private SurveyPage page(SignedLinks.Link link, OrderView order, Visit visit) {
        var words = FeedbackWords.in(visit.language() == null ? order.locale() : visit.language());
        var merchant = merchants.find(order.merchant()).orElseThrow();
        var given = answers.of(order.id());
        var scales = new ArrayList<SurveyPage.Scale>();
        for (var kind : SurveyKind.values()) scales.add(scale(kind, given.get(kind), visit.tap()));
        return new SurveyPage(
                words,
                merchant.name(),
                merchant.brandColor(),
                order.externalId(),
                visit.path(),
                link.expires(),
                inOrder(scales, visit.tap()),
                policies.of(merchant.id()).asksReviews() ? items(order) : List.of(),
                visit.thanks(),
                visit.problem() == null ? null : words.say("problem." + visit.problem()));
    }

    /** What was tapped comes first. */
    private static List<SurveyPage.Scale> inOrder(List<SurveyPage.Scale> scales, @Nullable Tap tap) {
        return tap != null && tap.kind() == SurveyKind.NPS ? scales.reversed() : scales;
    }

    private static SurveyPage.Scale scale(SurveyKind kind, @Nullable SurveyAnswer answer, @Nullable Tap tap) {
        var score = answer == null ? null : (Integer) answer.score();
        var comment = answer == null || answer.comment() == null ? "" : answer.comment();
        boolean tapped = tap != null && tap.kind() == kind && (score == null || score != tap.score());
        return new SurveyPage.Scale(
                kind, score, tapped && tap != null ? (Integer) tap.score() : score, comment, tapped);
    }

    private List<SurveyPage.Item> items(OrderView order) {
        Map<ItemId, ItemReview> written = reviews.of(order.id());
        var seen = new HashSet<ItemId>();
        var items = new ArrayList<SurveyPage.Item>();
        for (var line : order.lines()) {
            if (!ItemReviews.arrived(line) || !seen.add(line.item())) continue;
            var review = written.get(line.item());
            items.add(
                    review == null
                            ? new SurveyPage.Item(line.item().toString(), line.title(), 0, "", shown(order), null)
                            : new SurveyPage.Item(
                                    line.item().toString(),
                                    line.title(),
                                    review.stars(),
                                    review.text(),
                                    review.shownName(),
                                    review.state()));
        }
        return items;
    }

    /** First name and initial, as a proposal: {@code Ann S.} */
    static String shown(OrderView order) {
        var name = order.shipTo().name();
        if (name == null || name.isBlank()) return "";
        var parts = name.strip().split("\\s+");
        var shown = parts.length == 1
                ? parts[0]
                : parts[0] + " " + Character.toString(parts[parts.length - 1].codePointAt(0)) + ".";
        return shown.length() > ItemReviews.LONGEST_NAME ? "" : shown;
    }
}
