package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.shared.Refusal;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The shared database of the tests is nobody's demo. */
@WharfTest
class NoDemoTest {
    @Autowired
    DemoReset reset;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Scenery scenery;

    @Test
    void nothing_is_reset_where_there_is_no_demo() {
        var merchant = scenery.merchant();

        assertThatThrownBy(reset::reset)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problems().getFirst().code()).isEqualTo("not-a-demo"));
        assertThatThrownBy(
                        () -> scenery.inTransaction(() -> jdbc.sql("select 1 from (select demo_reset('{}', '{}')) done")
                                .query(Integer.class)
                                .single()))
                .isInstanceOf(DataAccessException.class);
        assertThat(scenery.inTransaction(() -> jdbc.sql("select count(*) from merchant where id = :id")
                        .param("id", merchant.value())
                        .query(Long.class)
                        .single()))
                .isEqualTo(1);
    }
}
