package wharf.platform;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One invariant of the domain, checked on live data. Each module brings its own as beans. */
public interface InvariantCheck {
    /** Short kebab-case name, such as {@code balance-equals-ledger}. */
    String name();

    /** What must be true, one sentence. */
    String rule();

    /** Every row that breaks the rule, at most {@code limit}. Runs in one read-only repeatable-read snapshot with the others. */
    List<Violation> violations(JdbcClient jdbc, int limit);

    /** A row that breaks a rule: which, and how. */
    record Violation(String subject, String detail) {}

    /** A check that is one query with columns subject, detail and the parameter {@code :limit}. */
    static InvariantCheck sql(String name, String rule, String query) {
        return new InvariantCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String rule() {
                return rule;
            }

            @Override
            public List<Violation> violations(JdbcClient jdbc, int limit) {
                return jdbc.sql(query)
                        .param("limit", limit)
                        .query(Violation.class)
                        .list();
            }
        };
    }
}
