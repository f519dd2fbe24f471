package wharf.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests that are to run on Debian's PostgreSQL on a machine without it, before they start anything. */
final class DebianIsInstalled implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!TestServer.isDebianWanted()) return ConditionEvaluationResult.enabled("on the server of all tests");
        return DebianTestServer.isInstalled()
                ? ConditionEvaluationResult.enabled("on Debian's PostgreSQL")
                : ConditionEvaluationResult.disabled(
                        "no PostgreSQL under /usr/lib/postgresql to run the core on; ops/install-test-tools installs one");
    }
}
