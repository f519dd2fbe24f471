package wharf.yours;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.yours.csv.Dates;
import wharf.yours.csv.Field;
import wharf.yours.csv.Guess;

/** What a person says the columns mean: checked, kept with the trial, and remembered for the merchant's next file of the kind. */
@Service
class Mappings {
    private final Trials trials;
    private final TrialFiles files;

    Mappings(Trials trials, TrialFiles files) {
        this.trials = trials;
        this.files = files;
    }

    /**
     * A file's part. What is null stays as it was found.
     *
     * @param columns fields by column number
     */
    record FileMapping(
            int file,
            @Nullable Map<Integer, Field> columns,
            @Nullable Character decimal,
            @Nullable String dates) {}

    /** Takes the mapping and starts the dry run. Refuses with every reason why it could not run. */
    @Transactional
    public void run(UUID id, Settings settings, List<FileMapping> given) {
        var trial = trials.one(id);
        var checked = settings.checked();
        var problems = new ArrayList<Problem>();
        var mapped = new ArrayList<TrialFile>();
        for (var file : files.of(id)) {
            var mapping = given.stream().filter(one -> one.file() == file.no()).findFirst();
            mapped.add(mapping.map(one -> with(file, one, problems)).orElse(file));
        }
        given.stream()
                .filter(one -> mapped.stream().noneMatch(file -> file.no() == one.file()))
                .forEach(one ->
                        problems.add(Problem.of("unknown-file", "files", one.file(), "This trial has no such file.")));
        problems.addAll(missing(mapped));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        mapped.forEach(file -> files.map(id, file.no(), file.format(), file.columns()));
        var bySignature = new LinkedHashMap<String, String>();
        mapped.forEach(file -> bySignature.put(file.format().signature(), files.text(file.columns())));
        trials.remember(trial.merchant(), bySignature);
        trials.start(id, checked);
    }

    private static TrialFile with(TrialFile file, FileMapping mapping, List<Problem> problems) {
        var path = "files[" + file.no() + "]";
        var columns = mapping.columns() == null ? file.columns() : columns(file, mapping.columns(), path, problems);
        var format = file.format();
        var dates = mapping.dates() == null || mapping.dates().isBlank() ? format.dates() : mapping.dates();
        if (dates != null && !Dates.patterns().contains(dates))
            problems.add(Problem.of(
                    "unknown-pattern",
                    path + ".dates",
                    dates,
                    "Choose one of " + String.join("; ", Dates.patterns()) + "."));
        char decimal = mapping.decimal() == null ? format.decimal() : mapping.decimal();
        if (decimal != '.' && decimal != ',')
            problems.add(Problem.of("unknown-sign", path + ".decimal", decimal, "Choose the point or the comma."));
        boolean changed = decimal != format.decimal() || !java.util.Objects.equals(dates, format.dates());
        var written = changed ? format.written(decimal, dates) : format;
        return new TrialFile(
                file.no(),
                file.name(),
                file.bytes(),
                written,
                columns,
                file.samples(),
                file.rowsRead(),
                file.bad(),
                file.read());
    }

    private static Map<Integer, Guess.Suggestion> columns(
            TrialFile file, Map<Integer, Field> given, String path, List<Problem> problems) {
        var columns = new TreeMap<Integer, Guess.Suggestion>();
        var taken = new HashSet<Field>();
        given.forEach((column, field) -> {
            if (column < 0 || column >= file.format().header().size()) {
                problems.add(Problem.of(
                        "unknown-column",
                        path + ".columns",
                        column,
                        "Columns are counted from 0 to "
                                + (file.format().header().size() - 1) + "."));
                return;
            }
            if (!taken.add(field))
                problems.add(Problem.of(
                        "twice",
                        path + ".columns",
                        field.label(),
                        "Two columns of " + file.name() + " are said to be this; choose one."));
            var known = file.columns().get(column);
            columns.put(
                    column,
                    known != null && known.field() == field ? known : new Guess.Suggestion(field, "as you said"));
        });
        return columns;
    }

    /** What is missing before anything can be tried. */
    static List<Problem> missing(List<TrialFile> files) {
        var problems = new ArrayList<Problem>();
        if (files.stream().noneMatch(file -> file.has(Field.ORDER_ID)))
            problems.add(
                    Problem.of("missing", Field.ORDER_ID.label(), null, "Say which column holds the order number."));
        if (files.stream()
                .noneMatch(file -> file.has(Field.ORDER_ID) && (file.has(Field.SKU) || file.has(Field.TITLE))))
            problems.add(Problem.of(
                    "missing",
                    Field.SKU.label(),
                    null,
                    "Say which column, beside an order number, holds the SKU or the item's name."));
        boolean somewhere = files.stream()
                .anyMatch(file -> file.has(Field.POSTCODE)
                        || file.has(Field.CITY)
                        || file.has(Field.REGION)
                        || file.has(Field.COUNTRY));
        if (!somewhere)
            problems.add(Problem.of(
                    "missing",
                    Field.POSTCODE.label(),
                    null,
                    "Say which column holds the postcode, city, state or country the order goes to."));
        return problems;
    }

    /** Columns as a form sends them: {@code column.<file>.<column>=FIELD}, {@code decimal.<file>}, {@code dates.<file>}. */
    static List<FileMapping> ofForm(Map<String, String> form, List<TrialFile> files) {
        var mappings = new ArrayList<FileMapping>();
        for (var file : files) {
            var columns = new TreeMap<Integer, Field>();
            boolean any = false;
            for (int column = 0; column < file.format().header().size(); column++) {
                var chosen = form.get("column." + file.no() + "." + column);
                if (chosen == null) continue;
                any = true;
                if (!chosen.isBlank()) columns.put(column, field(chosen));
            }
            var decimal = form.get("decimal." + file.no());
            mappings.add(new FileMapping(
                    file.no(),
                    any ? columns : null,
                    decimal == null || decimal.length() != 1 ? null : (Character) decimal.charAt(0),
                    form.get("dates." + file.no())));
        }
        return mappings;
    }

    private static Field field(String name) {
        for (var field : Field.values()) if (field.name().equals(name)) return field;
        throw Refusal.invalid("unknown-field", "column", name, "There is no such field.");
    }
}
