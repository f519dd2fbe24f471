package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class PipelineTest {
    private static final String PUT = "insert into note select n, :text || ' ? ; ' from unnest(:numbers) as n";
    private static final String CALL = "select pg_notify('nobody_listens', :text)";

    @Autowired
    Pipeline pipeline;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Scenery scenery;

    final List<Integer> written = new ArrayList<>();

    @Test
    void what_is_gathered_goes_out_in_its_order_and_each_is_told_what_it_wrote() {
        var kept = withNotes(() -> {
            pipeline.together(() -> {
                put("one", 1);
                pipeline.sql(CALL).param("text", "two").written(written::add).send();
                put("three", 3, 4, 5);
                assertThat(notes()).isEmpty();
                pipeline.together(() -> put("six", 6, 7));
                assertThat(notes()).isEmpty();
            });
            return notes();
        });

        assertThat(kept)
                .containsExactly(
                        "1 one ? ; ", "3 three ? ; ", "4 three ? ; ", "5 three ? ; ", "6 six ? ; ", "7 six ? ; ");
        assertThat(written).containsExactly(1, 3, 2);
    }

    @Test
    void by_itself_a_statement_is_sent_at_once() {
        var kept = withNotes(() -> {
            put("now", 1);
            return notes();
        });

        assertThat(kept).containsExactly("1 now ? ; ");
        assertThat(written).containsExactly(1);
    }

    @Test
    void nothing_goes_out_when_the_work_fails() {
        var kept = new ArrayList<String>();

        assertThatThrownBy(() -> withNotes(() -> {
                    try {
                        pipeline.together(() -> {
                            put("lost", 1);
                            throw new IllegalStateException("no");
                        });
                        return List.of("not reached");
                    } finally {
                        kept.addAll(notes());
                    }
                }))
                .hasMessage("no");
        assertThat(kept).isEmpty();
        assertThat(written).isEmpty();
    }

    @Test
    void the_first_that_fails_says_why_and_none_after_it_is_done() {
        assertThatThrownBy(() -> withNotes(() -> {
                    pipeline.together(() -> {
                        put("one", 1);
                        put("again", 1);
                        put("two", 2);
                    });
                    return notes();
                }))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(written).isEmpty();
    }

    @Test
    void a_count_that_is_not_the_expected_fails_the_whole() {
        assertThatThrownBy(() -> withNotes(() -> {
                    pipeline.together(() -> pipeline.sql(PUT)
                            .param("text", "few")
                            .param("numbers", Sql.ints(List.of(1, 2)))
                            .written(rows -> {
                                throw new IllegalStateException("wrote " + rows);
                            })
                            .send());
                    return notes();
                }))
                .hasMessage("wrote 2");
    }

    private void put(String text, Integer... numbers) {
        pipeline.sql(PUT)
                .param("text", text)
                .param("numbers", Sql.ints(List.of(numbers)))
                .written(written::add)
                .send();
    }

    private List<String> notes() {
        return jdbc.sql("select n || ' ' || text from note order by n")
                .query(String.class)
                .list();
    }

    private List<String> withNotes(java.util.function.Supplier<List<String>> work) {
        return scenery.inTransaction(() -> {
            jdbc.sql("create temporary table note (n int primary key, text text not null) on commit drop")
                    .update();
            return work.get();
        });
    }
}
