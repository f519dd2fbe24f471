package wharf.devices;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.devices.agent.Messages;
import wharf.platform.Context;
import wharf.platform.KillPoint;
import wharf.printing.AgentBell;
import wharf.printing.AgentJobs;
import wharf.shared.Refusal;

/** Where agents come for work. They wait here without a connection of the database; the bell, or half a second, has them look again. */
@Component
class AgentDesk {
    static final int AT_ONCE = 8;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Messages.Work NOTHING = new Messages.Work(List.of(), List.of());

    private final Devices devices;
    private final Joining joining;
    private final AgentJobs jobs;
    private final Weighings weighings;
    private final AgentBell bell;
    private final TransactionTemplate transaction;

    AgentDesk(
            Devices devices,
            Joining joining,
            AgentJobs jobs,
            Weighings weighings,
            AgentBell bell,
            TransactionTemplate transaction) {
        this.transaction = transaction;
        this.devices = devices;
        this.joining = joining;
        this.jobs = jobs;
        this.weighings = weighings;
        this.bell = bell;
    }

    private static final Context CONTEXT = Context.background("agent");

    Joining.Joined join(Messages.Join join) {
        return CONTEXT.call(() -> joining.join(join.code(), true, join.software()));
    }

    /** The agent whose secret this is, unless it is shut out. */
    Optional<Device> agent(String secret) {
        return CONTEXT.call(() -> devices.bySecret(secret))
                .filter(device -> device.kind() == Device.Kind.AGENT && device.revokedAt() == null);
    }

    /** Answers when there is work, or the time is over. Refuses when the agent has asked anew meanwhile, or was shut out. */
    Messages.Work work(Device agent, Messages.Asking asking) {
        var question = UUID.randomUUID();
        CONTEXT.run(() -> {
            devices.asks(agent.id(), question);
            jobs.lapse();
            jobs.release(agent.id(), asking.holding());
            weighings.release(agent.id(), asking.holding());
        });
        long end = System.nanoTime() + Duration.ofSeconds(asking.waitSeconds()).toNanos();
        while (true) {
            long rung = bell.rung();
            var work = CONTEXT.call(() -> look(agent, question));
            if (!work.nothing()) KillPoint.reached("agent-job.leased");
            if (!work.nothing() || System.nanoTime() >= end || !bell.await(rung, LOOK_EVERY)) return work;
        }
    }

    /**
     * In one transaction with the question: what a newer one has overtaken takes nothing along. Most agents wait most of the time: then nothing
     * is locked or written.
     */
    private Messages.Work look(Device agent, UUID question) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!devices.stillAsks(agent.id(), question)) throw overtaken();
            if (!jobs.any(agent.id(), agent.warehouse()) && !weighings.any(agent.id())) return NOTHING;
            if (!devices.keepsAsking(agent.id(), question)) throw overtaken();
            return new Messages.Work(jobs.claim(agent.id(), agent.warehouse(), AT_ONCE), weighings.take(agent.id()));
        }));
    }

    private static Refusal overtaken() {
        return Refusal.conflict("asked-anew", "This agent has asked anew since; is it running twice?");
    }

    boolean start(Device agent, UUID job, Messages.Start start) {
        boolean granted = CONTEXT.call(() -> jobs.start(agent.id(), job, start.lease()));
        KillPoint.reached("agent-job.granted");
        return granted;
    }

    boolean outcome(UUID job, Messages.Outcome outcome) {
        var problem = outcome.problem() == null ? "The agent gave no reason." : outcome.problem();
        boolean counted = CONTEXT.call(() -> switch (outcome.result()) {
            case SENT -> jobs.sent(job, outcome.lease());
            case NOT_BEGUN -> jobs.notBegun(job, outcome.lease(), problem);
            case UNKNOWN -> jobs.unknown(job, outcome.lease(), problem);
        });
        KillPoint.reached("agent-job.told");
        // There is room for the printer's next.
        bell.ring();
        return counted;
    }

    boolean weight(Device agent, UUID weighing, Messages.Weight weight) {
        boolean told = CONTEXT.call(() -> weighings.tell(agent.id(), weighing, weight.grams(), weight.problem()));
        bell.ring();
        return told;
    }
}
