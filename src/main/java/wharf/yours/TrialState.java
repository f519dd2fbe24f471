package wharf.yours;

/** How far a trial is. */
public enum TrialState {
    /** Its files are there; a person says what the columns mean. */
    MAPPING,
    READING,
    CHECKING,
    TRYING,
    DONE,
    FAILED,
    CANCELLED;

    /** Whether it goes on by itself. */
    public boolean runs() {
        return switch (this) {
            case READING, CHECKING, TRYING -> true;
            case MAPPING, DONE, FAILED, CANCELLED -> false;
        };
    }
}
