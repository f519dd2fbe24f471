package wharf.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Decision;
import wharf.platform.Decisions;
import wharf.platform.Facts;
import wharf.platform.Shown;

/** Facts and decisions about an order, or another root, in one line of time. */
@Component
class Timelines {
    private static final int WHOLE = 2000;

    private final Facts facts;
    private final Decisions decisions;
    private final FactSentences sentences;

    Timelines(Facts facts, Decisions decisions, FactSentences sentences) {
        this.facts = facts;
        this.decisions = decisions;
        this.sentences = sentences;
    }

    /** Oldest first; of one instant, a decision comes before what it led to. */
    @Transactional(readOnly = true)
    public List<Moment> of(UUID root, Locale language) {
        var moments = new ArrayList<Moment>();
        decisions.about(root).forEach(decision -> moments.add(moment(decision, language)));
        facts.timeline(root, 0, WHOLE).forEach(fact -> moments.add(sentences.moment(fact, language)));
        moments.sort(Comparator.comparing(Moment::at));
        return moments;
    }

    private Moment moment(Decision decision, Locale language) {
        return new Moment(
                decision.decidedAt(),
                sentences.decided(Shown.words(decision.kind()), decision.chosen(), language),
                "",
                null,
                Map.of(),
                decision);
    }
}
