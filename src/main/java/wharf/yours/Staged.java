package wharf.yours;

import java.util.Map;
import wharf.yours.csv.Field;

/** A row as far as its columns mean something. */
record Staged(int fileNo, long line, TrialFile.Kind kind, String key, Map<Field, String> fields) {
    String text(Field field) {
        return fields.getOrDefault(field, "");
    }
}
