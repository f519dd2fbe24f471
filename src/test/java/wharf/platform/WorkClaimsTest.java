package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.shared.MerchantId;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@Core
@WharfTest
class WorkClaimsTest {
    private static final int BATCH = 8;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Instant PAST = Instant.parse("2026-01-01T00:00:00Z");

    @Autowired
    Scenery scenery;

    @Autowired
    Work work;

    @Autowired
    WorkClaims claims;

    @Autowired
    JdbcClient jdbc;

    /** No node knows it, so that nobody but the test claims it. */
    private final String step = "CLAIMED_" + UUID.randomUUID();

    @Test
    void every_merchant_has_its_turn_although_more_have_a_backlog_than_a_batch_has_places() {
        var merchants = merchants(BATCH + 1);
        for (var merchant : merchants) queue(merchant, 100, PAST);

        // Each is left out by one batch in nine: by thirty in a row never.
        for (int round = 0; round < 30; round++) done(claim());

        for (var merchant : merchants) assertThat(left(merchant)).isLessThan(100);
    }

    @Test
    void merchants_with_something_due_share_a_batch_equally() {
        var merchants = merchants(4);
        for (var merchant : merchants) queue(merchant, 20, PAST);

        done(claim());

        for (var merchant : merchants) assertThat(left(merchant)).isEqualTo(18);
    }

    @Test
    void merchants_whose_work_is_for_later_take_no_share_of_a_batch() {
        for (var merchant : merchants(BATCH)) queue(merchant, 1, Work.NEVER);
        queue(merchants(1).getFirst(), 20, PAST);

        assertThat(claim()).hasSize(BATCH);
    }

    @Test
    void merchants_whose_work_another_node_has_take_no_share_of_a_batch() {
        for (var merchant : merchants(BATCH)) queue(merchant, 1, PAST);
        assertThat(claim()).hasSize(BATCH);
        queue(merchants(1).getFirst(), 20, PAST);

        assertThat(claim()).hasSize(BATCH);
    }

    @Test
    void what_is_queued_again_while_it_is_done_is_due_when_that_is_finished() {
        var subject = queued();
        var claimed = claim();
        queueAgain(subject);

        assertThat(claim()).as("while it is done").isEmpty();
        done(claimed);

        assertThat(claim()).extracting(WorkClaims.Claim::subject).containsExactly(subject);
    }

    @Test
    void what_is_queued_again_while_it_is_done_is_due_although_that_has_it_come_later() {
        var subject = queued();
        var claimed = claim();
        queueAgain(subject);

        later(claimed, Work.NEVER);

        assertThat(claim()).extracting(WorkClaims.Claim::subject).containsExactly(subject);
    }

    @Test
    void a_node_that_fails_late_does_not_end_the_lease_of_the_one_that_took_over() {
        queued();
        var late = claim();
        leaseEnds();
        var second = claim();

        later(late, PAST);

        assertThat(second).hasSize(1);
        assertThat(claim()).as("a third at work beside the second").isEmpty();
        done(second);
        assertThat(queueLength()).isZero();
    }

    @Test
    void a_node_that_finishes_late_does_not_end_the_lease_of_the_one_that_took_over() {
        var subject = queued();
        var late = claim();
        queueAgain(subject);
        leaseEnds();
        var second = claim();

        done(late);

        assertThat(second).hasSize(1);
        assertThat(claim()).as("a third at work beside the second").isEmpty();
    }

    @Test
    void a_node_that_finishes_late_leaves_the_row_to_the_one_that_took_over() {
        var subject = queued();
        var late = claim();
        leaseEnds();
        var second = claim();

        done(late);
        queueAgain(subject);

        assertThat(claim()).as("a third at work beside the second").isEmpty();
        done(second);
        assertThat(claim()).extracting(WorkClaims.Claim::subject).containsExactly(subject);
    }

    @Test
    void a_node_that_finishes_late_has_finished_when_nobody_took_over() {
        queued();
        var late = all(() -> claims.claim(step, BATCH, Duration.ZERO));

        done(late);

        assertThat(queueLength()).isZero();
    }

    private static List<MerchantId> merchants(int number) {
        return Stream.generate(() -> new MerchantId(UUID.randomUUID()))
                .limit(number)
                .toList();
    }

    private void queue(MerchantId merchant, int number, Instant due) {
        var subjects = IntStream.range(0, number)
                .mapToObj(i -> new Work.Subject(UUID.randomUUID(), merchant))
                .toList();
        scenery.inTransaction(() -> {
            work.add(step, subjects, due);
            return true;
        });
    }

    private UUID queued() {
        var subject = UUID.randomUUID();
        queueAgain(subject);
        return subject;
    }

    private void queueAgain(UUID subject) {
        scenery.inTransaction(() -> {
            work.add(step, List.of(new Work.Subject(subject, new MerchantId(subject))), PAST);
            return true;
        });
    }

    private List<WorkClaims.Claim> claim() {
        return all(() -> claims.claim(step, BATCH, LEASE));
    }

    private void done(List<WorkClaims.Claim> claimed) {
        all(() -> {
            claims.finish(step, claimed);
            return true;
        });
    }

    private void later(List<WorkClaims.Claim> claimed, Instant due) {
        var subject = claimed.getFirst().subject();
        all(() -> {
            claims.postpone(step, claimed, Map.of(subject, new WorkStep.Later(due, "not yet")), true);
            return true;
        });
    }

    /** As when the time of all that is claimed is over. */
    private void leaseEnds() {
        scenery.inTransaction(() -> jdbc.sql("update work set lease_until = now() where step = :step")
                .param("step", step)
                .update());
    }

    private long left(MerchantId merchant) {
        return scenery.inTransaction(
                () -> jdbc.sql("select count(*) from work where step = :step and merchant_id = :merchant")
                        .param("step", step)
                        .param("merchant", merchant.value())
                        .query(Long.class)
                        .single());
    }

    private long queueLength() {
        return scenery.inTransaction(() -> jdbc.sql("select count(*) from work where step = :step")
                .param("step", step)
                .query(Long.class)
                .single());
    }
}
