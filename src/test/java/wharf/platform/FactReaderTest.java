package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.unique;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class FactReaderTest {
    @Autowired
    FactReader reader;

    @Autowired
    Facts facts;

    @Autowired
    BusinessClock clock;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Scenery scenery;

    @Autowired
    org.springframework.jdbc.core.simple.JdbcClient jdbc;

    MerchantId merchant;
    UUID root;
    String name;

    @BeforeEach
    void aReaderThatHasReadAllThereIs() {
        merchant = scenery.merchant();
        root = UUID.randomUUID();
        name = unique("reader");
        next();
    }

    @Test
    void everyFactIsReadOnceAndInOrder() {
        happened("first");
        happened("second");

        assertThat(next()).containsExactly("first", "second");
        assertThat(next()).isEmpty();
        happened("third");
        assertThat(next()).containsExactly("third");
    }

    @Test
    void transactionsAreReadByTheirNumberWhichIsNoText() {
        var early = unique("reader");
        happenedIn("9", "nine");
        happenedIn("10", "ten");
        happenedIn("100", "hundred");

        var types = new ArrayList<String>();
        while (all(() -> reader.read(early, 1, page -> page.forEach(fact -> types.add(fact.type())))) > 0
                && types.size() < 3) {
            // one fact at a time
        }

        assertThat(types).containsExactly("nine", "ten", "hundred");
    }

    private void happenedIn(String transaction, String type) {
        scenery.inTransaction(() -> jdbc.sql("""
                insert into fact (occurred_at, merchant_id, root, subject_kind, subject, type, actor_kind, actor, xid)
                values (now(), :merchant, :root, 'test', :root, :type, 'SYSTEM', 'test', cast(:xid as xid8))
                """)
                .param("merchant", merchant.value())
                .param("root", root)
                .param("type", type)
                .param("xid", transaction)
                .update());
    }

    @Test
    void aFactOfASlowTransactionIsNotPassed() throws Exception {
        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var slow = CompletableFuture.runAsync(() -> scenery.inTransaction(() -> {
            facts.record(fact("slow"));
            written.countDown();
            try {
                return mayCommit.await(30, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        written.await();
        recorded("quick");

        var early = next();
        mayCommit.countDown();
        slow.join();
        var late = next();

        assertThat(early).isEmpty();
        assertThat(late).containsExactly("slow", "quick");
    }

    @Test
    void whatIsMadeOfAPageAndThePositionAreOneTransaction() {
        happened("kept");

        assertThatThrownBy(() -> all(() -> reader.read(name, 1000, page -> {
                    throw new IllegalStateException("the node dies here");
                })))
                .hasMessageContaining("dies");

        assertThat(next()).containsExactly("kept");
    }

    @Test
    void whileCallersQueueAReaderTakesOnePageACallAndTheRestAfterwards() {
        var high = new AtomicBoolean(true);
        var polite = new FactReader(jdbc, transaction, WorkPauseTest.under(high::get));
        for (int i = 0; i < 5; i++) happened("fact");

        assertThat(all(() -> polite.follow(name, 2, page -> {}))).isEqualTo(2);
        high.set(false);
        assertThat(all(() -> polite.follow(name, 2, page -> {}))).isEqualTo(3);
    }

    /** As {@link #recorded}, and no transaction that was running then keeps a reader from it any more. */
    private void happened(String type) {
        recorded(type);
        var then = snapshot("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        await().pollDelay(Duration.ZERO)
                .until(() -> snapshot("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint") >= then);
    }

    private long snapshot(String sql) {
        return scenery.inTransaction(() -> jdbc.sql(sql).query(Long.class).single());
    }

    private void recorded(String type) {
        scenery.inTransaction(() -> {
            facts.record(fact(type));
            return true;
        });
    }

    private Fact fact(String type) {
        return Fact.of(merchant, root, "test", root, type, clock.instant());
    }

    private List<String> next() {
        var types = new ArrayList<String>();
        while (all(() -> reader.read(
                        name,
                        1000,
                        page -> page.stream()
                                .filter(fact -> fact.root().equals(root))
                                .forEach(fact -> types.add(fact.type()))))
                > 0) {
            // the next page
        }
        return types;
    }
}
