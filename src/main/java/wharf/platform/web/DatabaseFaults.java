package wharf.platform.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/** What the database said, by SQLSTATE (PostgreSQL, appendix A), for what no check of ours caught before. */
final class DatabaseFaults {
    private DatabaseFaults() {}

    static @Nullable Fault of(Throwable thrown) {
        if (Faults.caused(thrown, SQLTransientConnectionException.class) != null) return Faults.unavailable();
        var sql = Faults.caused(thrown, SQLException.class);
        if (sql != null && sql.getSQLState() != null) return ofState(sql.getSQLState(), thrown);
        if (thrown instanceof CannotCreateTransactionException
                || thrown instanceof TransactionTimedOutException
                || thrown instanceof QueryTimeoutException
                || thrown instanceof TransientDataAccessException) return Faults.unavailable();
        if (thrown instanceof DataIntegrityViolationException) return integrity(thrown);
        if (thrown instanceof DataAccessException && sql != null) return Faults.unavailable();
        return null;
    }

    private static @Nullable Fault ofState(String state, Throwable thrown) {
        return switch (state) {
            // Zero bytes and other text that PostgreSQL cannot store.
            case "22021", "22P05" ->
                Fault.of(FaultKind.INVALID, "A text holds a character that cannot be stored, such as U+0000.");
            case "22003", "22008", "22001", "22007", "22P02", "22P03", "54000" ->
                Faults.logged(
                        Fault.of(FaultKind.INVALID, "A value is too large, too long or not of its type."), thrown);
            case "40001", "40P01", "55P03", "57014", "53300", "53400" -> Faults.unavailable();
            case "42501" -> Faults.logged(Fault.of(FaultKind.FORBIDDEN, "Not within what the caller may see."), thrown);
            default -> ofClass(state, thrown);
        };
    }

    private static @Nullable Fault ofClass(String state, Throwable thrown) {
        if (state.startsWith("23")) return integrity(thrown);
        if (state.startsWith("08") || state.startsWith("57P")) return Faults.unavailable();
        return null;
    }

    private static Fault integrity(Throwable thrown) {
        return Faults.logged(
                Fault.of(FaultKind.CONFLICT, "It contradicts what is already stored; nothing was changed."), thrown);
    }
}
