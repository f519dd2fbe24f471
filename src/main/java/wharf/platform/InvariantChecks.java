package wharf.platform;

import java.util.List;
import java.util.stream.Stream;
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
    private final Names names;
    private final TransactionTemplate snapshot;

    InvariantChecks(
            List<InvariantCheck> checks, JdbcClient jdbc, Names names, PlatformTransactionManager transactions) {
        this.checks = checks;
        this.jdbc = jdbc;
        this.names = names;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The outcome of one check; no violations means that it holds. */
    public record Result(String name, String rule, List<Finding> violations) {
        public boolean holds() {
            return violations.isEmpty();
        }
    }

    /**
     * A row that breaks a rule.
     *
     * @param things what subject and detail speak of by id, as people call it
     */
    public record Finding(String subject, String detail, List<Naming.Thing> things) {}

    /** Checks everything in the caller's scope; at most {@code limit} violations each. */
    public List<Result> run(int limit) {
        var results = snapshot.execute(status -> named(checks.stream()
                .map(check -> new Broken(check, check.violations(jdbc, limit)))
                .toList()));
        return results == null ? List.of() : results;
    }

    private record Broken(InvariantCheck check, List<InvariantCheck.Violation> violations) {}

    private List<Result> named(List<Broken> checked) {
        var named = names.in(checked.stream()
                .flatMap(one -> one.violations().stream())
                .flatMap(violation -> Stream.of(violation.subject(), violation.detail()))
                .toList());
        return checked.stream()
                .map(one -> new Result(
                        one.check().name(),
                        one.check().rule(),
                        one.violations().stream()
                                .map(violation -> finding(violation, named))
                                .toList()))
                .toList();
    }

    private static Finding finding(InvariantCheck.Violation violation, Named named) {
        var things = named.in(violation.subject() + " " + violation.detail());
        return new Finding(violation.subject(), violation.detail(), things);
    }
}
