package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.shared.Refusal;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.warehouse.Warehouses;

/** The shared database of the tests is nobody's demo. */
@WharfTest
class NoDemoTest {
    @Autowired
    DemoReset reset;

    @Autowired
    DemoFurnishing furnishing;

    @Autowired
    DemoGoods goods;

    @Autowired
    DemoPeople people;

    @Autowired
    Warehouses warehouses;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Scenery scenery;

    /** It could be reset then, and everything of its own would go. */
    @Test
    void a_database_with_merchants_of_its_own_is_never_made_a_demo() {
        scenery.merchant();
        var environment = new MockEnvironment().withProperty("wharf.demo", "true");
        var settings = new DemoSettings(environment);
        var seed = new DemoSeed(
                settings, furnishing, goods, people, new Welcome(environment, settings), warehouses, transaction);

        seed.run(new DefaultApplicationArguments());

        assertThat(Scenery.all(goods::there)).isFalse();
        assertThat(scenery.inTransaction(() -> jdbc.sql("select count(*) from demo_history")
                        .query(Long.class)
                        .single()))
                .isZero();
    }

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
