package wharf.feedback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a shopper answers. For templates.
 *
 * @param path of this page, without the server
 * @param expires until when answers can be given and changed
 * @param thanks something has just been kept
 * @param problem what was wrong with what was sent, one sentence
 */
public record SurveyPage(
        FeedbackWords words,
        String brand,
        String color,
        String orderNumber,
        String path,
        Instant expires,
        List<Scale> scales,
        List<Item> items,
        boolean thanks,
        @Nullable String problem) {

    /**
     * One question.
     *
     * @param answer what was answered; null while nothing was
     * @param chosen the score that is marked: tapped in the mail, or answered
     * @param comment what was said with the answer
     * @param tapped the mark comes from the mail and is not kept yet
     */
    public record Scale(
            SurveyKind kind,
            @Nullable Integer answer,
            @Nullable Integer chosen,
            String comment,
            boolean tapped) {
        /** For the words of this question. */
        public String key() {
            return kind.name().toLowerCase(java.util.Locale.ROOT);
        }

        public List<Integer> scores() {
            return java.util.stream.IntStream.rangeClosed(kind.least(), kind.most())
                    .boxed()
                    .toList();
        }

        /** What was tapped is sent by itself where nothing was answered before; another answer is changed by hand only. */
        public boolean sendsItself() {
            return tapped && answer == null;
        }
    }

    /**
     * Something bought that can be reviewed.
     *
     * @param stars 0 while there is no review
     * @param name as the writer wants to be called
     */
    public record Item(
            String id,
            String title,
            int stars,
            String text,
            String name,
            @Nullable ReviewState state) {}
}
