package wharf.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.platform.Context;
import wharf.platform.Cursor;
import wharf.platform.Turn;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Scope;
import wharf.testing.Core;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Text search under row-level security. */
@Core
@WharfTest
class ItemSearchTest {
    @Autowired
    Scenery scenery;

    @Autowired
    Items items;

    @Test
    void whatTheSearchRunsUsesTheTrigramIndex() throws SQLException {
        var plan = new ArrayList<String>();
        try (var connection = Postgres.connectAsOwner(Postgres.shared());
                var statement = connection.createStatement()) {
            String body;
            try (var rows = statement.executeQuery("select prosrc from pg_proc where proname = 'item_search'")) {
                assertThat(rows.next()).isTrue();
                body = rows.getString(1);
            }
            statement.execute("set enable_seqscan = off");
            statement.execute("set enable_indexscan = off");
            statement.execute("set wharf.scope = '*'");
            try (var rows = statement.executeQuery("explain " + withValues(body))) {
                while (rows.next()) plan.add(rows.getString(1));
            }
        }

        assertThat(String.join("\n", plan)).contains("Bitmap Index Scan on item_name_trgm");
    }

    /** The function's own query, with its parameters as a call gives them. */
    private static String withValues(String body) {
        return body.replaceAll("\\bterm\\b", "'blue mug'")
                .replaceAll("\\bowner\\b", "null::uuid")
                .replaceAll("\\bphysical_only\\b", "true")
                .replaceAll("\\bfrom_sku\\b", "null::text")
                .replaceAll("\\bfrom_id\\b", "null::uuid")
                .replaceAll("\\bbackwards\\b", "false")
                .replaceAll("\\bmost\\b", "51");
    }

    @Test
    void aSearchSeesTheCallersMerchantOnly() {
        var own = scenery.merchant();
        var other = scenery.merchant();
        var word = Scenery.unique("zebra");
        scenery.items(own, NewItem.physical("A", "The " + word, 1, 1, 1, 1));
        scenery.items(other, NewItem.physical("B", "Their " + word, 1, 1, 1, 1));

        var found = new Context(Scope.of(own), Actor.user("test"), Lane.SCREEN)
                .call(() -> items.list(null, word, Turn.START, 10));

        assertThat(found).extracting(Item::sku).containsExactly("A");
        assertThat(Scenery.all(() -> items.list(null, word, Turn.START, 10))).hasSize(2);
    }

    @Test
    void pagesTurnBothWaysWithAndWithoutText() {
        var merchant = scenery.merchant();
        for (var sku : List.of("A", "B", "C", "D", "E"))
            scenery.items(merchant, NewItem.physical(sku, "Thing " + sku, 1, 1, 1, 1));

        for (var text : List.of("", "thing")) {
            var c = Scenery.all(() -> items.list(merchant, text, Turn.START, 3)).getLast();
            assertThat(c.sku()).isEqualTo("C");
            var cursor = Cursor.decode(Items.cursor(c), 2);
            assertThat(Scenery.all(() -> items.list(merchant, text, Turn.after(cursor), 9)))
                    .extracting(Item::sku)
                    .containsExactly("D", "E");
            assertThat(Scenery.all(() -> items.list(merchant, text, new Turn(cursor, true), 9)))
                    .extracting(Item::sku)
                    .containsExactly("B", "A");
        }
    }
}
