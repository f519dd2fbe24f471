package wharf.platform;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs every invariant check over one snapshot of the live database: {@code wharf check}, and its screen. */
@Component
public class InvariantChecks {
    private final List<InvariantCheck> checks;
    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    InvariantChecks(List<InvariantCheck> checks, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.checks = checks;
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The outcome of one check; no violations means that it holds. */
    public record Result(String name, String rule, List<InvariantCheck.Violation> violations) {
        public boolean holds() {
            return violations.isEmpty();
        }
    }

    /** Checks everything in the caller's scope; at most {@code limit} violations each. */
    public List<Result> run(int limit) {
        var results = snapshot.execute(status -> checks.stream()
                .map(check -> new Result(check.name(), check.rule(), check.violations(jdbc, limit)))
                .toList());
        return results == null ? List.of() : results;
    }
}
