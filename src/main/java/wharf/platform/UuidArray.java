package wharf.platform;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;
import org.springframework.jdbc.support.SqlValue;

/**
 * A parameter of type {@code uuid[]}. The driver writes arrays of UUIDs as text only; by its own door for types of others, {@link PGBinaryObject}, they
 * go over in PostgreSQL's binary form of an array ({@code array_recv}), where the connection's {@code binaryTransferEnable} names UUID_ARRAY, and as
 * text elsewhere.
 */
final class UuidArray implements SqlValue {
    private final @Nullable UUID[] values;

    UuidArray(@Nullable UUID[] values) {
        this.values = values;
    }

    @Override
    public void setValue(PreparedStatement statement, int index) throws SQLException {
        statement.setObject(index, new Parameter(values));
    }

    @Override
    public void cleanup() {}

    @SuppressWarnings("serial")
    static final class Parameter extends PGobject implements PGBinaryObject {
        private static final int HEADER = 5 * Integer.BYTES;

        private final @Nullable UUID[] values;

        Parameter(@Nullable UUID[] values) throws SQLException {
            this.values = values;
            setType("_uuid");
        }

        @Override
        public String getValue() {
            return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        }

        @Override
        public int lengthInBytes() {
            int bytes = HEADER;
            for (var value : values) bytes += value == null ? Integer.BYTES : Integer.BYTES + 2 * Long.BYTES;
            return bytes;
        }

        /** One dimension, whether there are nulls, the type of the elements, how many, the first one's number; then each with its length. */
        @Override
        public void toBytes(byte[] bytes, int offset) {
            boolean nulls = Arrays.stream(values).anyMatch(value -> value == null);
            var to = ByteBuffer.wrap(bytes, offset, bytes.length - offset)
                    .putInt(1)
                    .putInt(nulls ? 1 : 0)
                    .putInt(Oid.UUID)
                    .putInt(values.length)
                    .putInt(1);
            for (var value : values) {
                if (value == null) to.putInt(-1);
                else
                    to.putInt(2 * Long.BYTES)
                            .putLong(value.getMostSignificantBits())
                            .putLong(value.getLeastSignificantBits());
            }
        }

        @Override
        public void setByteValue(byte[] value, int offset) {
            throw new UnsupportedOperationException("a parameter is not read");
        }
    }
}
