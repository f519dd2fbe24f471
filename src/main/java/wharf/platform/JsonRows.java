package wharf.platform;

import java.util.Collection;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many rows of one table as one parameter, where arrays of twenty columns would be read by nobody: records whose components are named as the
 * columns, read back by {@code jsonb_populate_recordset(null::t, cast(:rows as jsonb))}. Columns that a record lacks are null there, so that a
 * statement names those it inserts.
 */
@Component
public class JsonRows {
    private final JsonMapper json;

    JsonRows(JsonMapper json) {
        this.json = json.rebuild()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
    }

    public String of(Collection<? extends Record> rows) {
        return json.writeValueAsString(rows);
    }
}
