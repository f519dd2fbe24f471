package wharf.platform.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints problem and remedy instead of a stack trace when the start fails on the database. */
class DatabaseCannotStartAnalyzer extends AbstractFailureAnalyzer<DatabaseCannotStart> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DatabaseCannotStart cause) {
        return new FailureAnalysis(cause.problem(), cause.remedy(), cause);
    }
}
