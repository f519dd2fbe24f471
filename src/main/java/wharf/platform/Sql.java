package wharf.platform;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;
import wharf.shared.Id;

/**
 * Array parameters for set-wise SQL: {@code unnest(:ids)}, {@code = any(:ids)}. Typed arrays, because the driver sends those in binary and writes
 * and escapes text for others.
 */
public final class Sql {
    private Sql() {}

    public static SqlArrayValue uuids(Collection<? extends @Nullable UUID> values) {
        return new SqlArrayValue("uuid", values.toArray());
    }

    public static SqlArrayValue ids(Collection<? extends Id> values) {
        return new SqlArrayValue("uuid", values.stream().map(Id::value).toArray());
    }

    public static SqlArrayValue texts(Collection<? extends @Nullable String> values) {
        return new SqlArrayValue("text", (Object[]) values.toArray(String[]::new));
    }

    public static SqlArrayValue ints(Collection<? extends @Nullable Integer> values) {
        return new SqlArrayValue("int4", (Object[]) values.toArray(Integer[]::new));
    }

    public static SqlArrayValue longs(Collection<? extends @Nullable Long> values) {
        return new SqlArrayValue("int8", (Object[]) values.toArray(Long[]::new));
    }

    public static SqlArrayValue booleans(Collection<? extends @Nullable Boolean> values) {
        return new SqlArrayValue("bool", (Object[]) values.toArray(Boolean[]::new));
    }

    public static SqlArrayValue instants(Collection<? extends @Nullable Instant> values) {
        return new SqlArrayValue(
                "timestamptz",
                values.stream().map(v -> v == null ? null : v.toString()).toArray());
    }

    /** A timestamptz parameter; the driver has no binding for Instant itself. */
    public static java.time.@Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(java.time.ZoneOffset.UTC);
    }
}
