package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wharf.shared.Ids;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

class CursorTest {
    @Test
    void what_is_put_in_comes_out() {
        var id = Ids.next();
        var at = Instant.parse("2026-03-02T15:00:00.123456Z");

        var cursor = Objects.requireNonNull(Cursor.decode(Cursor.encode(at, new OrderId(id), 42, "Zoë"), 4));

        assertThat(cursor.instant(0)).isEqualTo(at);
        assertThat(cursor.uuid(1)).isEqualTo(id);
        assertThat(cursor.number(2)).isEqualTo(42);
        assertThat(cursor.text(3)).isEqualTo("Zoë");
    }

    @Test
    void no_cursor_is_the_start() {
        assertThat(Cursor.decode(null, 2)).isNull();
        assertThat(Cursor.decode("", 2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "!!!", "AAAA", "4pii", "_____w"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Cursor.decode(text, 2)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_value_of_the_wrong_type_is_refused_when_it_is_read() {
        var cursor = Objects.requireNonNull(Cursor.decode(
                Base64.getUrlEncoder().encodeToString("+1000000000-12-31T23:59:59Z".getBytes(StandardCharsets.UTF_8)),
                1));

        assertThatThrownBy(() -> cursor.instant(0)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> cursor.number(0)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> cursor.uuid(0)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_page_ends_with_a_cursor_only_where_more_follows() {
        assertThat(Page.of(List.of(1, 2, 3), 2, Cursor::encode)).isEqualTo(new Page<>(List.of(1, 2), Cursor.encode(2)));
        assertThat(Page.of(List.of(1, 2), 2, Cursor::encode).nextCursor()).isNull();
    }
}
