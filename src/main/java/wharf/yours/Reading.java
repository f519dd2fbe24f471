package wharf.yours;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.yours.csv.Field;
import wharf.yours.csv.Row;
import wharf.yours.csv.Rows;

/** Reads the files row by row; every row is staged or stands among the problems. May be stopped anywhere and goes on at the next row. */
@Component
class Reading {
    static final long MOST_ROWS = 300_000;
    private static final int BATCH = 500;
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_VALUE = 500;
    private static final Pattern FORCED_TEXT = Pattern.compile("^'(?=.)");

    private final TrialFiles files;
    private final StagedRows rows;
    private final TrialProblems problems;
    private final TransactionTemplate transaction;

    Reading(TrialFiles files, StagedRows rows, TrialProblems problems, TransactionTemplate transaction) {
        this.files = files;
        this.rows = rows;
        this.problems = problems;
        this.transaction = transaction;
    }

    /** What became of a stretch of reading. */
    enum Went {
        DONE,
        ON,
        STOPPED,
        TOO_MANY
    }

    Went on(Trial trial, Patience patience) {
        for (var file : files.of(trial.id())) {
            if (file.read()) continue;
            if (file.kind() == TrialFile.Kind.NOTHING) {
                transaction.executeWithoutResult(status -> rows.count(trial, file.no(), 0, 0, 0, true));
                continue;
            }
            var went = new OneFile(trial, file).read(patience);
            if (went != Went.DONE) return went;
        }
        return Went.DONE;
    }

    private final class OneFile {
        private final Trial trial;
        private final TrialFile file;
        private final List<Staged> staged = new ArrayList<>();
        private final List<TrialProblem> found = new ArrayList<>();
        private String previous = "";
        private long known;
        private long taken;
        private long bad;

        OneFile(Trial trial, TrialFile file) {
            this.trial = trial;
            this.file = file;
            this.known = file.rowsRead();
        }

        Went read(Patience patience) {
            try (var all = new Rows(files.open(trial.id(), file.no()), file.format())) {
                for (long passed = 0; passed < known && all.hasNext(); passed++) remember(all.next());
                while (all.hasNext()) {
                    take(all.next());
                    if (taken < BATCH) continue;
                    var went = keep(!all.hasNext());
                    if (went != Went.DONE) return went;
                    if (patience.isOver() && all.hasNext()) return Went.ON;
                }
                return keep(true);
            }
        }

        /** In one transaction, so that no row is taken twice or left out whatever happens in between. */
        private Went keep(boolean ended) {
            return Objects.requireNonNull(transaction.execute(status -> {
                rows.add(trial.id(), trial.merchant(), file.no(), staged);
                problems.add(trial.id(), trial.merchant(), "READING", found);
                var total = rows.count(trial, file.no(), known, taken, bad, ended);
                staged.clear();
                found.clear();
                known += taken;
                taken = 0;
                bad = 0;
                if (total.isEmpty()) {
                    status.setRollbackOnly();
                    return Went.STOPPED;
                }
                return total.get() > MOST_ROWS ? Went.TOO_MANY : Went.DONE;
            }));
        }

        private void remember(Row row) {
            if (row.fault() == null) previous = key(row, fields(row));
        }

        private void take(Row row) {
            taken++;
            var fields = fields(row);
            if (row.fault() != null) {
                bad++;
                var ref = file.kind() == TrialFile.Kind.ORDER ? fields.get(keyField()) : null;
                found.add(TrialProblem.severe(file.no(), row.line(), ref, "row", null, row.fault()));
                return;
            }
            var key = key(row, fields);
            if (key.isEmpty() || key.length() > LONGEST_KEY) {
                bad++;
                found.add(TrialProblem.severe(
                        file.no(),
                        row.line(),
                        null,
                        keyField().label(),
                        key,
                        key.isEmpty()
                                ? "The row has none, so that nobody knows what it belongs to; fill it in."
                                : "It is longer than " + LONGEST_KEY + " characters; is this the right column?"));
                return;
            }
            previous = key;
            var ref = file.kind() == TrialFile.Kind.ORDER ? key : null;
            if (row.remark() != null)
                found.add(TrialProblem.slight(file.no(), row.line(), ref, "row", null, row.remark()));
            fields.forEach((field, value) -> tooLong(row, ref, field, value));
            fields.replaceAll(
                    (field, value) -> value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value);
            staged.add(new Staged(file.no(), row.line(), file.kind(), key, fields));
        }

        private void tooLong(Row row, @Nullable String ref, Field field, String value) {
            if (value.length() <= LONGEST_VALUE) return;
            var message = "It is longer than " + LONGEST_VALUE + " characters; shorten it.";
            found.add(
                    field == Field.NOTE || field == Field.TITLE
                            ? TrialProblem.slight(
                                    file.no(),
                                    row.line(),
                                    ref,
                                    field.label(),
                                    value,
                                    message + " Its beginning is used.")
                            : TrialProblem.severe(file.no(), row.line(), ref, field.label(), value, message));
        }

        private Field keyField() {
            return switch (file.kind()) {
                case ORDER -> Field.ORDER_ID;
                case CUSTOMER -> Field.CUSTOMER_ID;
                case PRODUCT, NOTHING -> Field.SKU;
            };
        }

        /** Further lines of an order are often written without its number. */
        private String key(Row row, Map<Field, String> fields) {
            var key = fields.getOrDefault(keyField(), "");
            boolean continued = key.isEmpty()
                    && file.kind() == TrialFile.Kind.ORDER
                    && fields.keySet().stream()
                            .allMatch(field -> field.group() == Field.Group.LINE || field.group() == Field.Group.ITEM)
                    && !fields.isEmpty();
            return continued ? previous : key;
        }

        private Map<Field, String> fields(Row row) {
            var fields = new EnumMap<Field, String>(Field.class);
            file.columns().forEach((column, meaning) -> {
                // Spreadsheets keep leading zeros by an apostrophe.
                var value = FORCED_TEXT.matcher(row.cell(column).strip()).replaceFirst("");
                if (!value.isEmpty()) fields.put(meaning.field(), value);
            });
            return fields;
        }
    }
}
