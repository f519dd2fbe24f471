package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.shared.OrderId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Arrays of ids, as PostgreSQL reads them. */
@WharfTest
class UuidArrayTest {
    private final Random random = new Random(11);

    @Autowired
    Scenery scenery;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Test
    void whatIsSentIsReadInItsOrderWithNullsAndWithout() {
        for (int size : new int[] {0, 1, 2, 100, 5000}) {
            var ids = ids(size, size % 2 == 0);

            assertThat(scenery.inTransaction(
                            () -> jdbc.sql("select u.id from unnest(:ids) with ordinality as u (id, n) order by u.n")
                                    .param("ids", Sql.uuids(ids))
                                    .query((row, n) -> String.valueOf(row.getObject(1, UUID.class)))
                                    .list()))
                    .containsExactlyElementsOf(ids.stream().map(String::valueOf).toList());
        }
    }

    @Test
    void aSetIsAskedForByAnyAndAnEmptyOneFindsNothing() {
        var id = OrderId.next();

        assertThat(found(List.of(OrderId.next(), id), id)).isTrue();
        assertThat(found(List.of(OrderId.next()), id)).isFalse();
        assertThat(found(List.of(), id)).isFalse();
    }

    @Test
    void theirArrayHasOneDimensionThatBeginsWithOne() {
        assertThat(scenery.inTransaction(() -> jdbc.sql("select array_dims(:ids) || ' ' || pg_typeof(:ids)")
                        .param("ids", Sql.uuids(ids(3, true)))
                        .query(String.class)
                        .single()))
                .isEqualTo("[1:3] uuid[]");
    }

    @Test
    void connectionsSendThemAndReadThemInBinary() {
        boolean binary =
                scenery.inTransaction(() -> Boolean.TRUE.equals(template.execute((java.sql.Connection connection) ->
                        connection.unwrap(BaseConnection.class).binaryTransferSend(Oid.UUID_ARRAY))));
        assertThat(binary).isTrue();
        var ids = ids(3, false);

        // From the third time on the driver knows the columns, and asks for them in binary.
        for (int time = 1; time <= 6; time++)
            assertThat(scenery.inTransaction(() -> jdbc.sql("select :ids as ids")
                            .param("ids", Sql.uuids(ids))
                            .query((row, n) ->
                                    Arrays.asList((UUID[]) row.getArray("ids").getArray()))
                            .single()))
                    .isEqualTo(ids);
    }

    /** What the driver falls back to where a connection was opened without the option. */
    @Test
    void theSameIsSaidInTextAndInBytes() throws SQLException {
        var id = UUID.fromString("01934f6e-0000-7000-8000-000000000001");
        var parameter = new UuidArray.Parameter(new @Nullable UUID[] {id, null});

        assertThat(parameter.getValue()).isEqualTo("{01934f6e-0000-7000-8000-000000000001,null}");
        var bytes = new byte[parameter.lengthInBytes() + 3];
        parameter.toBytes(bytes, 3);
        var read = ByteBuffer.wrap(bytes, 3, parameter.lengthInBytes());
        assertThat(new int[] {read.getInt(), read.getInt(), read.getInt(), read.getInt(), read.getInt()})
                .containsExactly(1, 1, Oid.UUID, 2, 1);
        assertThat(read.getInt()).isEqualTo(16);
        assertThat(new UUID(read.getLong(), read.getLong())).isEqualTo(id);
        assertThat(read.getInt()).isEqualTo(-1);
        assertThat(read.hasRemaining()).isFalse();
    }

    private boolean found(List<OrderId> among, OrderId id) {
        return scenery.inTransaction(() -> jdbc.sql("select cast(:id as uuid) = any(:ids)")
                .param("id", id.value())
                .param("ids", Sql.ids(among))
                .query(Boolean.class)
                .single());
    }

    private List<@Nullable UUID> ids(int size, boolean nulls) {
        var ids = new ArrayList<@Nullable UUID>();
        for (int i = 0; i < size; i++)
            ids.add(nulls && random.nextInt(3) == 0 ? null : new UUID(random.nextLong(), random.nextLong()));
        return Objects.requireNonNull(ids);
    }
}
