package wharf.platform;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import wharf.shared.Ids;
import wharf.shared.MerchantId;

/**
 * A choice Wharf made, with what it chose between: the answer to "why?".
 *
 * @param root what it is shown under (the order)
 * @param kind what was chosen: {@code warehouse}, {@code carton}, {@code service}, {@code bin}, …
 * @param reason one sentence a person understands
 */
public record Decision(
        UUID id,
        MerchantId merchant,
        UUID root,
        UUID subject,
        String kind,
        String chosen,
        String reason,
        List<Candidate> candidates,
        Instant decidedAt) {

    /**
     * One thing that could have been chosen.
     *
     * @param figures what was compared, with the unit in the name: {@code distanceMiles}, {@code costMinor}
     * @param remark why it was not feasible, or why it lost; empty for the winner
     */
    public record Candidate(String name, boolean feasible, Map<String, ?> figures, String remark) {}

    /** Whether a candidate is what was chosen: by its name, or, where the choice goes by another name than its candidates, as the one without a remark. */
    public boolean won(Candidate candidate) {
        if (candidates.stream().anyMatch(one -> one.name().equals(chosen)))
            return candidate.name().equals(chosen);
        return candidate.feasible() && candidate.remark().isEmpty();
    }

    /** The same choice, its candidates told otherwise. */
    public Decision with(List<Candidate> told) {
        return new Decision(id, merchant, root, subject, kind, chosen, reason, told, decidedAt);
    }

    public static Decision of(
            MerchantId merchant,
            UUID root,
            UUID subject,
            String kind,
            String chosen,
            String reason,
            List<Candidate> candidates,
            Instant at) {
        return new Decision(Ids.next(), merchant, root, subject, kind, chosen, reason, candidates, at);
    }
}
