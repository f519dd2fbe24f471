package wharf.feedback;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How a merchant asks its shoppers what they think.
 *
 * @param asks whether anybody is asked at all
 * @param delayHours from the delivery of the whole order to the question; 0 asks at once
 * @param answerDays how long an answer can be given and changed
 * @param quietDays who was asked within so many days is not asked again; 0 asks after every order
 * @param asksReviews whether items can be reviewed
 */
public record FeedbackPolicy(
        boolean asks,
        @Min(0) @Max(720) int delayHours,
        @Min(1) @Max(180) int answerDays,
        @Min(0) @Max(365) int quietDays,
        boolean asksReviews) {
    public static final FeedbackPolicy STANDARD = new FeedbackPolicy(true, 24, 30, 30, true);
}
