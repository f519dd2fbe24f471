package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class BusinessClockTest {
    private static final Duration FAR = Duration.ofHours(1);

    @Autowired
    Scenery scenery;

    @Autowired
    BusinessClock clock;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void it_shows_what_it_was_moved_to_once_that_is_committed_although_others_asked_for_the_time_just_before() {
        var before = clock.instant();
        try {
            scenery.inTransaction(() -> {
                clock.advance(FAR);
                return elsewhere();
            });
            assertThat(clock.instant()).isAfterOrEqualTo(before.plus(FAR));
        } finally {
            back();
        }
        assertThat(clock.instant()).isBefore(before.plus(FAR));
    }

    @Test
    void who_moves_it_sees_that_at_once_and_nobody_else_before_it_is_committed() {
        var before = clock.instant();

        scenery.inTransaction(() -> {
            clock.advance(FAR);
            assertThat(clock.instant()).isAfterOrEqualTo(before.plus(FAR));
            assertThat(elsewhere()).isBefore(before.plus(FAR));
            back();
            assertThat(clock.instant()).isBefore(before.plus(FAR));
            return true;
        });
    }

    @Test
    void a_move_that_is_taken_back_is_none() {
        var before = clock.instant();

        all(() -> transaction.execute(status -> {
            clock.advance(FAR);
            status.setRollbackOnly();
            return clock.instant();
        }));

        assertThat(clock.instant()).isBefore(before.plus(FAR));
    }

    private Instant elsewhere() {
        return CompletableFuture.supplyAsync(() -> all(clock::instant)).join();
    }

    private void back() {
        all(() -> {
            clock.advance(FAR.negated());
            return true;
        });
    }
}
