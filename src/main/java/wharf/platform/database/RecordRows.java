package wharf.platform.database;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Rows as records, read as {@link org.springframework.jdbc.core.SimplePropertyRowMapper} reads them, without the two exceptions that it has the
 * driver throw: one for each component whose name has a capital letter (columns are looked for as {@code order_id} before {@code orderId}), one
 * for each {@link Instant} (which PostgreSQL's driver does not know), in each row.
 */
final class RecordRows<T> implements RowMapper<T> {
    private final ConversionService conversions = DefaultConversionService.getSharedInstance();
    private final Constructor<T> constructor;
    private final String[] names;
    private final String[] columns;
    private final TypeDescriptor[] types;

    RecordRows(Class<T> record) {
        constructor = BeanUtils.getResolvableConstructor(record);
        names = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toArray(String[]::new);
        columns = Arrays.stream(names)
                .map(JdbcUtils::convertPropertyNameToUnderscoreName)
                .toArray(String[]::new);
        types = new TypeDescriptor[names.length];
        for (int i = 0; i < types.length; i++) types[i] = new TypeDescriptor(new MethodParameter(constructor, i));
    }

    @Override
    public T mapRow(ResultSet row, int number) throws SQLException {
        var values = new @Nullable Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = conversions.convert(value(row, column(row, i), types[i].getType()), types[i]);
        }
        return BeanUtils.instantiateClass(constructor, values);
    }

    private int column(ResultSet row, int component) throws SQLException {
        try {
            return row.findColumn(columns[component]);
        } catch (SQLException unknown) {
            return row.findColumn(names[component]);
        }
    }

    /** A column's value, perhaps still to be converted. */
    static @Nullable Object value(ResultSet row, int column, Class<?> type) throws SQLException {
        if (type != Instant.class) return JdbcUtils.getResultSetValue(row, column, type);
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
