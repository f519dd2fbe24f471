package wharf.printing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.platform.ExternalEffects;
import wharf.platform.ExternalEffects.Outcome;
import wharf.platform.ProviderAway;
import wharf.platform.WorkStep;

/**
 * Sends queued jobs to their printers, at least once each, or hands them to the agent that drives the printer ({@link AgentJobs}). A job
 * whose printer does not answer stays queued with its problem, backs off and shows among the exceptions; nothing else waits for it.
 *
 * <p>Safe to kill: before the first byte the job goes out as it is; after it ({@code writing_since}) it goes out again marked COPY; after the
 * last byte and before the outcome is recorded, likewise.
 */
@Component
class PrintStep implements WorkStep {
    static final String NAME = "PRINT";

    private final PendingJobs jobs;
    private final Printers printers;
    private final PrinterConnections connections;
    private final ExternalEffects effects;
    private final PrintContents contents;
    private final AgentBell bell;

    PrintStep(
            PendingJobs jobs,
            Printers printers,
            PrinterConnections connections,
            ExternalEffects effects,
            PrintContents contents,
            AgentBell bell) {
        this.jobs = jobs;
        this.printers = printers;
        this.connections = connections;
        this.effects = effects;
        this.contents = contents;
        this.bell = bell;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return 16;
    }

    @Override
    public Result run(List<UUID> subjects) {
        var failed = new ArrayList<String>();
        var down = new HashMap<UUID, String>();
        for (var job : jobs.pending(subjects)) tryTo(job, down).ifPresent(failed::add);
        if (!failed.isEmpty()) throw new NotPrinted(failed.getFirst());
        return Result.DONE;
    }

    /** Keeps the job in the queue, with the reason people see. */
    static final class NotPrinted extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPrinted(String message) {
            super(message, null, false, false);
        }
    }

    /** A printer that is left alone for a while is a problem people see, though none of the job's. */
    private Optional<String> tryTo(PendingJobs.Pending job, Map<UUID, String> down) {
        try {
            return print(job, down);
        } catch (ProviderAway away) {
            waiting(job, String.valueOf(away.getMessage()));
            throw away;
        }
    }

    private static String provider(Printer printer) {
        return "printer %s (%s)"
                .formatted(printer.name(), printer.id().toString().substring(24));
    }

    /** @param down printers that failed in this batch: their other jobs wait without another time-out each */
    private Optional<String> print(PendingJobs.Pending job, Map<UUID, String> down) {
        var printer = printers.at(job.warehouse(), job.station(), job.media());
        if (printer.isEmpty()) return waiting(job, "There is no " + what(job) + " printer at this warehouse; add one.");
        if (printer.get().agent() != null) return handOver(job, printer.get());
        var problem = down.get(printer.get().id());
        if (problem != null) return waiting(job, problem);
        var outcome = effects.perform(
                new ExternalEffects.Request(NAME, key(job), job.merchant(), job.root(), provider(printer.get()), null),
                () -> send(job, printer.get()),
                Optional::empty);
        return switch (outcome) {
            case Outcome.Done done -> {
                jobs.sent(job, printer.get().name());
                yield Optional.empty();
            }
            case Outcome.Refused refused -> waiting(job, refused.reason());
            case Outcome.Unknown unknown -> {
                down.put(printer.get().id(), unknown.reason());
                yield waiting(job, unknown.reason());
            }
        };
    }

    /** Done as far as this server goes: the agent fetches it, and a person sees where it is. */
    private Optional<String> handOver(PendingJobs.Pending job, Printer printer) {
        if (!jobs.offer(job.id(), printer.id()))
            return waiting(job, printer.name() + " was given to another to drive; the job goes along.");
        effects.forget(key(job));
        bell.ring();
        return Optional.empty();
    }

    private static String key(PendingJobs.Pending job) {
        return "print:" + job.id();
    }

    private static String what(PendingJobs.Pending job) {
        return switch (job.media()) {
            case LABEL_4X6 -> "label";
            case DOCUMENT -> "document";
        };
    }

    private Outcome send(PendingJobs.Pending job, Printer printer) {
        var bytes = contents.of(job);
        try {
            connections.send(printer, job.title(), bytes, () -> jobs.writing(job.id(), printer.id()));
            return new Outcome.Done(null);
        } catch (java.io.IOException fault) {
            return new Outcome.Unknown(printer.name() + ": " + fault.getMessage());
        }
    }

    private Optional<String> waiting(PendingJobs.Pending job, String problem) {
        jobs.waiting(job.id(), problem);
        return Optional.of(problem);
    }
}
