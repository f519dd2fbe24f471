package wharf.devices.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import wharf.devices.agent.Messages.Outcome;
import wharf.devices.agent.Messages.Result;
import wharf.platform.KillPoint;
import wharf.printing.AgentJob;
import wharf.printing.Printer;
import wharf.printing.PrinterWire;

/** The jobs of one printer, one after the other, in a thread of its own as long as there are any. */
final class PrinterLine {
    /** A job that waited longer may have gone back to the queue: it is left to whoever fetches it next. */
    private static final Duration FRESH = Duration.ofSeconds(45);

    private final ServerLine server;
    private final Journal journal;
    private final Reports reports;
    private final PrintStream out;
    private final Consumer<UUID> done;
    private final PrinterWire wire = new PrinterWire();
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private boolean working;

    private record Waiting(AgentJob job, long since) {
        boolean old() {
            return System.nanoTime() - since > FRESH.toNanos();
        }
    }

    /** The server says that this job is not this agent's any more. */
    private static final class Withdrawn extends IOException {
        private static final long serialVersionUID = 1;
    }

    PrinterLine(ServerLine server, Journal journal, Reports reports, PrintStream out, Consumer<UUID> done) {
        this.done = done;
        this.server = server;
        this.journal = journal;
        this.reports = reports;
        this.out = out;
    }

    synchronized void add(AgentJob job) {
        queue.add(new Waiting(job, System.nanoTime()));
        if (working) return;
        working = true;
        Thread.ofVirtual().name("printer").start(this::work);
    }

    private void work() {
        String down = null;
        for (var next = next(); next != null; next = next()) {
            if (!next.old()) down = down == null ? print(next.job()) : notBegun(next.job(), down);
            done.accept(next.job().id());
        }
    }

    private synchronized @Nullable Waiting next() {
        var next = queue.poll();
        if (next == null) working = false;
        return next;
    }

    /** @return why the printer cannot be reached, so that what waits behind need not find out by itself; null when it was */
    private @Nullable String print(AgentJob job) {
        var bytes = new Leaving();
        try {
            send(job, () -> {
                announce(job);
                bytes.begun = true;
            });
        } catch (Withdrawn withdrawn) {
            return null;
        } catch (IOException | RuntimeException fault) {
            var why = Reports.words(fault);
            if (!bytes.begun) return notBegun(job, why);
            out.println("Job " + job.title() + " may not have come out whole: " + why);
            reports.now(job.id(), new Outcome(job.lease(), Result.UNKNOWN, why));
            return null;
        }
        KillPoint.reached("agent.written");
        noteAll(job);
        KillPoint.reached("agent.all");
        reports.now(job.id(), new Outcome(job.lease(), Result.SENT, null));
        return null;
    }

    /** Only the next run would miss it: this one knows, and tells. */
    private void noteAll(AgentJob job) {
        try {
            journal.all(job.id(), job.lease());
        } catch (IOException full) {
            out.println("The journal cannot be written: " + Reports.words(full));
        }
    }

    private static final class Leaving {
        private boolean begun;
    }

    private String notBegun(AgentJob job, String why) {
        out.println("Job " + job.title() + " waits: " + why);
        reports.now(job.id(), new Outcome(job.lease(), Result.NOT_BEGUN, why));
        return why;
    }

    private void send(AgentJob job, PrinterWire.Announcement announcement) throws IOException {
        var host = String.valueOf(job.host());
        if (job.kind() == Printer.Kind.IPP)
            wire.ipp(host, job.port(), job.path(), job.title(), job.content(), announcement);
        else wire.raw(host, job.port(), job.content(), announcement);
    }

    /** On disk first, then at the server: whatever dies in between, nobody prints this job again without a person. */
    private void announce(AgentJob job) throws IOException {
        journal.begun(job.id(), job.lease());
        KillPoint.reached("agent.begun");
        try {
            server.start(job.id(), job.lease());
            KillPoint.reached("agent.started");
        } catch (ServerLine.Refused | ServerLine.ShutOut no) {
            reports.forget(job.id(), job.lease());
            throw new Withdrawn();
        }
    }
}
