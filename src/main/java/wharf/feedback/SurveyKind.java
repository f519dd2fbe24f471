package wharf.feedback;

/** A question with its scale. */
public enum SurveyKind {
    /** How happy somebody is with this order, 1 to 5. */
    CSAT(1, 5, 2),
    /** How likely somebody is to recommend the shop, 0 to 10: up to 6 counts as a detractor, from 9 on as a promoter. */
    NPS(0, 10, 6);

    private final int least;
    private final int most;
    private final int lowUpTo;

    SurveyKind(int least, int most, int lowUpTo) {
        this.least = least;
        this.most = most;
        this.lowUpTo = lowUpTo;
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }

    public boolean holds(int score) {
        return score >= least && score <= most;
    }

    /** Whether somebody who says this should hear from a person. */
    public boolean isLow(int score) {
        return score <= lowUpTo;
    }
}
