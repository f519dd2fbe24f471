package wharf.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.ExternalEffects;
import wharf.platform.Work;
import wharf.platform.WorkEngine;
import wharf.printing.AgentJob;
import wharf.printing.AgentJobs;
import wharf.printing.PrintJob;
import wharf.printing.PrintJobs;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Jobs of printers behind an agent: who gets them, and that none is printed twice in silence. */
@WharfTest
class AgentJobsTest {
    @Autowired
    Scenery scenery;

    @Autowired
    DeviceWorld world;

    @Autowired
    AgentJobs agentJobs;

    @Autowired
    PrintJobs jobs;

    @Autowired
    ExternalEffects effects;

    @Autowired
    Work work;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    MerchantId merchant;
    WarehouseId site;
    UUID agent;
    UUID printer;

    @BeforeEach
    void anAgent() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        agent = world.agent(site).device().id();
        printer = world.printer(site, 9, agent);
    }

    @Test
    void a_job_is_fetched_begun_and_done() {
        var job = offered("One");
        var fetched = claim().getFirst();
        assertThat(fetched.id()).isEqualTo(job);
        assertThat(new String(fetched.content(), StandardCharsets.UTF_8))
                .contains("^FDOne^FS")
                .doesNotContain("COPY");
        assertThat(claim()).isEmpty();

        assertThat(start(fetched)).isTrue();
        assertThat(sent(fetched)).isTrue();

        assertThat(world.state(job).state()).isEqualTo("SENT");
        assertThat(sent(fetched)).as("said again it changes nothing").isFalse();
    }

    @Test
    void an_agent_of_another_site_gets_nothing_and_may_begin_nothing() {
        offered("Mine");
        var stranger = world.agent(scenery.site(true)).device();

        assertThat(all(() -> agentJobs.claim(stranger.id(), stranger.warehouse(), 10)))
                .isEmpty();
        assertThat(all(() -> agentJobs.claim(stranger.id(), site, 10))).isEmpty();
        var fetched = claim().getFirst();
        assertThat(all(() -> agentJobs.start(stranger.id(), fetched.id(), fetched.lease())))
                .isFalse();
        assertThatThrownBy(() -> world.printer(site, 9, stranger.id())).isInstanceOf(Refusal.class);
    }

    @Test
    void a_job_fetched_and_not_begun_goes_back_when_its_lease_ends() {
        var job = offered("Back");
        var first = claim().getFirst();
        lapse(job);

        var second = claim().getFirst();

        assertThat(second.id()).isEqualTo(job);
        assertThat(start(first)).as("the first lease counts no more").isFalse();
        assertThat(start(second)).isTrue();
    }

    @Test
    void an_agent_that_starts_anew_gets_at_once_what_it_had_not_begun() {
        var job = offered("Anew");
        var first = claim().getFirst();

        all(() -> {
            agentJobs.release(agent, List.of());
            return true;
        });

        assertThat(claim()).extracting(AgentJob::id).containsExactly(job);
        assertThat(start(first)).isFalse();
    }

    @Test
    void what_an_agent_says_it_holds_stays_with_it() {
        var job = offered("Held");
        var first = claim().getFirst();

        all(() -> {
            agentJobs.release(agent, List.of(job));
            return true;
        });

        assertThat(claim()).isEmpty();
        assertThat(start(first)).isTrue();
    }

    @Test
    void a_slow_printer_has_a_few_jobs_at_its_agent_and_the_rest_waits() {
        for (int i = 0; i < 12; i++) world.queue(merchant, site, "Many " + i);
        engine.drain();

        var first = all(() -> agentJobs.claim(agent, site, 5));
        assertThat(first).hasSize(5);
        assertThat(claim()).isEmpty();
        for (var job : first) {
            start(job);
            sent(job);
        }
        assertThat(claim()).hasSize(7);
    }

    @Test
    void a_job_begun_of_which_nothing_is_heard_waits_for_a_person_and_is_not_fetched_again() {
        var job = offered("Silence");
        var fetched = claim().getFirst();
        start(fetched);
        lapse(job);

        assertThat(claim()).isEmpty();
        assertThat(world.state(job).state()).isEqualTo("UNKNOWN");
        assertThat(world.state(job).problem()).contains("did not say what came of it");
        assertThat(all(() -> jobs.unknown()))
                .anySatisfy(one -> assertThat(one.id()).isEqualTo(job));
    }

    @Test
    void what_the_agent_says_late_still_counts() {
        var job = offered("Late");
        var fetched = claim().getFirst();
        start(fetched);
        lapse(job);
        claim();

        assertThat(sent(fetched)).isTrue();
        assertThat(world.state(job).state()).isEqualTo("SENT");
    }

    @Test
    void a_person_who_finds_no_page_has_it_printed_again_marked_copy() {
        var job = unknown("Lost");
        all(() -> {
            agentJobs.printAgain(job);
            return true;
        });
        engine.drain();

        var again = claim().getFirst();

        assertThat(again.id()).isEqualTo(job);
        assertThat(new String(again.content(), StandardCharsets.UTF_8)).contains("^FDCOPY^FS");
        assertThatThrownBy(() -> all(() -> {
                    agentJobs.cameOut(job);
                    return true;
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void a_person_who_finds_the_page_settles_it() {
        var job = unknown("Found");
        all(() -> {
            agentJobs.cameOut(job);
            return true;
        });

        assertThat(world.state(job).state()).isEqualTo("SENT");
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_printer_that_cannot_be_reached_is_tried_again_after_a_while_with_the_reason_shown() {
        var job = offered("Later");
        var fetched = claim().getFirst();

        assertThat(notBegun(fetched)).isTrue();

        assertThat(world.state(job).state()).isEqualTo("OFFERED");
        assertThat(world.state(job).problem()).isEqualTo("no route");
        assertThat(claim()).as("not at once").isEmpty();
        now(job);
        assertThat(claim()).extracting(AgentJob::id).containsExactly(job);
    }

    @Test
    void what_was_withdrawn_while_it_waited_or_was_fetched_is_not_printed() {
        var waiting = offered("Waiting");
        cancel(waiting);
        assertThat(claim()).isEmpty();

        var job = offered("Fetched");
        var fetched = claim().getFirst();
        cancel(job);

        assertThat(start(fetched)).isFalse();
        assertThat(world.state(job).state()).isEqualTo("CANCELLED");
    }

    @Test
    void what_was_withdrawn_while_nobody_knew_of_it_is_not_asked_about_nor_printed_again() {
        var job = unknown("Void");
        cancel(job);

        assertThat(all(() -> jobs.unknown()))
                .noneSatisfy(one -> assertThat(one.id()).isEqualTo(job));
        assertThatThrownBy(() -> all(() -> {
                    agentJobs.printAgain(job);
                    return true;
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void there_is_something_to_fetch_as_long_as_a_claim_would_get_it() {
        assertThat(any()).isFalse();
        for (int i = 0; i < 12; i++) world.queue(merchant, site, "Any " + i);
        engine.drain();
        assertThat(any()).isTrue();
        all(() -> agentJobs.claim(agent, site, 5));
        assertThat(any()).as("enough is at the agent").isFalse();
    }

    @Test
    void a_job_that_needs_a_person_is_among_the_troubles() {
        var lost = unknown("Lost");
        var lying = offered("Lying");
        scenery.inTransaction(
                () -> jdbc.sql("update print_job set created_at = created_at - interval '6 minutes' where id = :id")
                        .param("id", lying)
                        .update());
        var fine = offered("Fine");

        assertThat(all(() -> jobs.troubled(1000)))
                .extracting(PrintJob::id)
                .contains(lost, lying)
                .doesNotContain(fine);
    }

    @Test
    void a_printer_given_to_another_driver_takes_its_waiting_jobs_along() {
        var job = offered("Moves");
        var other = world.agent(site).device().id();
        all(() -> {
            agentJobs.drive(printer, other);
            return true;
        });
        engine.drain();

        assertThat(claim()).isEmpty();
        assertThat(all(() -> agentJobs.claim(other, site, 10)))
                .extracting(AgentJob::id)
                .containsExactly(job);
    }

    /** Otherwise no agent would fetch it, and this server not know of it. */
    @Test
    void a_job_that_an_agent_could_not_begin_comes_back_to_this_server_when_the_printer_has() {
        var job = offered("Comes back");
        var fetched = claim().getFirst();
        start(fetched);
        all(() -> {
            agentJobs.drive(printer, null);
            return true;
        });

        assertThat(notBegun(fetched)).isTrue();
        assertThat(world.state(job).state()).isEqualTo("QUEUED");

        engine.drain();
        assertThat(world.state(job).problem()).contains("Behind ");
    }

    @Test
    void of_a_job_that_did_not_begin_nobody_is_asked_however_late_the_agent_says_so() {
        var job = offered("Late word");
        var fetched = claim().getFirst();
        start(fetched);
        lapse(job);
        claim();
        assertThat(world.state(job).state()).isEqualTo("UNKNOWN");

        assertThat(notBegun(fetched)).isTrue();

        assertThat(world.state(job).state()).isEqualTo("OFFERED");
    }

    @Test
    void what_the_server_tried_in_vain_is_no_open_call_once_an_agent_has_it() {
        all(() -> {
            agentJobs.drive(printer, null);
            return true;
        });
        var job = world.queue(merchant, site, "In vain");
        engine.drain();
        assertThat(openCalls()).contains("print:" + job);

        all(() -> {
            agentJobs.drive(printer, agent);
            work.retryNow("PRINT", job);
            return true;
        });
        engine.drain();

        assertThat(world.state(job).state()).isEqualTo("OFFERED");
        assertThat(openCalls()).doesNotContain("print:" + job);
    }

    private List<String> openCalls() {
        return all(() -> effects.open(Duration.ZERO, 10_000)).stream()
                .map(ExternalEffects.Open::key)
                .toList();
    }

    @Test
    void two_connections_of_one_agent_never_hold_the_same_job() throws Exception {
        for (int i = 0; i < 20; i++) world.queue(merchant, site, "Job " + i);
        engine.drain();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<AgentJob>> claim = () -> all(() -> agentJobs.claim(agent, site, 7));
            var fetched = pool.invokeAll(List.of(claim, claim, claim, claim)).stream()
                    .flatMap(answer -> answer.resultNow().stream())
                    .map(AgentJob::id)
                    .toList();

            assertThat(fetched).doesNotHaveDuplicates();
        }
    }

    /**
     * Whatever happens in whatever order, a page leaves the printer once, or once more after a person asked for it. The printer here is the
     * count of starts that were granted.
     */
    @Test
    void no_order_of_events_prints_twice_unasked() {
        var random = new Random(110);
        for (int round = 0; round < 25; round++) {
            var job = offered("Round " + round);
            int granted = 0;
            int asked = 1;
            AgentJob held = null;
            AgentJob begun = null;
            for (int step = 0; step < 12; step++) {
                switch (random.nextInt(8)) {
                    case 0 -> {
                        var now = claim();
                        if (!now.isEmpty()) held = now.getFirst();
                    }
                    case 1 -> {
                        if (held != null && "LEASED".equals(world.state(job).state()) && start(held)) {
                            granted++;
                            begun = held;
                        }
                    }
                    case 2 -> {
                        if (held != null) sent(held);
                    }
                    case 3 -> {
                        var lease = held == null ? UUID.randomUUID() : held.lease();
                        all(() -> agentJobs.unknown(job, lease, "who knows"));
                    }
                    case 4 -> lapse(job);
                    case 5 ->
                        all(() -> {
                            agentJobs.release(agent, List.of());
                            return true;
                        });
                    case 6 -> {
                        // The agent began and says that no byte has left.
                        if (held != null && notBegun(held) && held.equals(begun)) granted--;
                        now(job);
                    }
                    default -> {
                        if (world.state(job).state().equals("UNKNOWN")) {
                            all(() -> {
                                agentJobs.printAgain(job);
                                return true;
                            });
                            asked++;
                            engine.drain();
                        }
                    }
                }
                assertThat(granted).isLessThanOrEqualTo(asked);
            }
            cancel(job);
            scenery.inTransaction(() -> jdbc.sql("update print_job set state = 'CANCELLED' where id = :id")
                    .param("id", job)
                    .update());
        }
    }

    private UUID offered(String text) {
        var job = world.queue(merchant, site, text);
        engine.drain();
        assertThat(world.state(job).state()).isEqualTo("OFFERED");
        return job;
    }

    private boolean any() {
        return all(() -> agentJobs.any(agent, site));
    }

    private UUID unknown(String text) {
        var job = offered(text);
        var fetched = claim().getFirst();
        start(fetched);
        assertThat(all(() -> agentJobs.unknown(job, fetched.lease(), "paper jam")))
                .isTrue();
        return job;
    }

    private List<AgentJob> claim() {
        return all(() -> agentJobs.claim(agent, site, 10));
    }

    private boolean start(AgentJob job) {
        return all(() -> agentJobs.start(agent, job.id(), job.lease()));
    }

    private boolean sent(AgentJob job) {
        return all(() -> agentJobs.sent(job.id(), job.lease()));
    }

    private boolean notBegun(AgentJob job) {
        return all(() -> agentJobs.notBegun(job.id(), job.lease(), "no route"));
    }

    /** Does not wait until it is tried again. */
    private void now(UUID job) {
        scenery.inTransaction(() -> jdbc.sql("update print_job set not_before = now() where id = :id")
                .param("id", job)
                .update());
    }

    private void cancel(UUID job) {
        scenery.inTransaction(() -> {
            jobs.cancel(List.of(world.state(job).subject()));
            return true;
        });
    }

    private void lapse(UUID job) {
        scenery.inTransaction(() -> jdbc.sql(
                        "update print_job set lease_until = now() - interval '1 second' where id = :id and lease_until is not null")
                .param("id", job)
                .update());
        all(() -> agentJobs.lapse());
    }
}
