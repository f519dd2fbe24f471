package wharf.platform;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.jdbc.support.SqlValue;
import wharf.shared.Id;

/**
 * Array parameters for set-wise SQL: {@code unnest(:ids)}, {@code = any(:ids)}; of values, or of what a function makes of each row. Typed
 * arrays, because the driver sends those in binary and writes and escapes text for others.
 */
public final class Sql {
    private Sql() {}

    public static SqlValue uuids(Collection<? extends @Nullable UUID> values) {
        return uuids(values, value -> value);
    }

    public static <R> SqlValue uuids(Collection<R> rows, Function<? super R, ? extends @Nullable UUID> of) {
        var values = new @Nullable UUID[rows.size()];
        int i = 0;
        for (var row : rows) values[i++] = of.apply(row);
        return new UuidArray(values);
    }

    public static SqlValue ids(Collection<? extends Id> values) {
        return uuids(values, Id::value);
    }

    public static <R> SqlValue ids(Collection<R> rows, Function<? super R, ? extends Id> of) {
        return uuids(rows, row -> of.apply(row).value());
    }

    public static SqlArrayValue texts(Collection<? extends @Nullable String> values) {
        return new SqlArrayValue("text", (Object[]) values.toArray(String[]::new));
    }

    public static <R> SqlArrayValue texts(Collection<R> rows, Function<? super R, ? extends @Nullable String> of) {
        return array("text", new String[rows.size()], rows, of);
    }

    public static SqlArrayValue ints(Collection<? extends @Nullable Integer> values) {
        return new SqlArrayValue("int4", (Object[]) values.toArray(Integer[]::new));
    }

    public static <R> SqlArrayValue ints(Collection<R> rows, Function<? super R, ? extends @Nullable Integer> of) {
        return array("int4", new Integer[rows.size()], rows, of);
    }

    public static SqlArrayValue longs(Collection<? extends @Nullable Long> values) {
        return new SqlArrayValue("int8", (Object[]) values.toArray(Long[]::new));
    }

    public static <R> SqlArrayValue longs(Collection<R> rows, Function<? super R, ? extends @Nullable Long> of) {
        return array("int8", new Long[rows.size()], rows, of);
    }

    public static SqlArrayValue booleans(Collection<? extends @Nullable Boolean> values) {
        return new SqlArrayValue("bool", (Object[]) values.toArray(Boolean[]::new));
    }

    public static <R> SqlArrayValue booleans(Collection<R> rows, Function<? super R, ? extends @Nullable Boolean> of) {
        return array("bool", new Boolean[rows.size()], rows, of);
    }

    public static SqlArrayValue instants(Collection<? extends @Nullable Instant> values) {
        return instants(values, value -> value);
    }

    public static <R> SqlArrayValue instants(Collection<R> rows, Function<? super R, ? extends @Nullable Instant> of) {
        return array("timestamptz", rows, row -> {
            var at = of.apply(row);
            return at == null ? null : at.toString();
        });
    }

    private static <R> SqlArrayValue array(String type, Collection<R> rows, Function<? super R, ?> of) {
        return array(type, new Object[rows.size()], rows, of);
    }

    private static <R> SqlArrayValue array(
            String type, @Nullable Object[] values, Collection<R> rows, Function<? super R, ?> of) {
        int i = 0;
        for (var row : rows) values[i++] = of.apply(row);
        return new SqlArrayValue(type, values);
    }

    /** A timestamptz parameter; the driver has no binding for Instant itself. */
    public static java.time.@Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(java.time.ZoneOffset.UTC);
    }
}
