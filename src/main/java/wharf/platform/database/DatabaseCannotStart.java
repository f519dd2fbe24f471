package wharf.platform.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used. Says what is wrong and what to do about it; ends the start of the process. */
public final class DatabaseCannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    DatabaseCannotStart(String problem, String remedy) {
        this(problem, remedy, null);
    }

    DatabaseCannotStart(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + " " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is wrong, in one or two sentences, with the output of PostgreSQL where there is some. */
    public String problem() {
        return problem;
    }

    /** What the person who starts Wharf can do. */
    public String remedy() {
        return remedy;
    }
}
