package wharf.devices.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks for work and hands it to one line for each printer, so that a printer without paper keeps none of the others waiting. When the server is
 * away it tries again, ever less often, half a minute apart at most.
 */
final class AgentLoop {
    private static final Duration FIRST_REST = Duration.ofMillis(250);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private final ServerLine server;
    private final Journal journal;
    private final PrintStream out;
    private final ScaleWire scales = new ScaleWire();
    private final Reports reports;
    private final Map<UUID, PrinterLine> printers = new ConcurrentHashMap<>();
    /** What was fetched and is not done yet. */
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    AgentLoop(ServerLine server, Journal journal, PrintStream out) {
        this.server = server;
        this.journal = journal;
        this.out = out;
        this.reports = new Reports(server, journal, out);
    }

    /** @throws ServerLine.ShutOut when the server does not want this agent any more */
    void run() throws IOException {
        boolean fresh = true;
        boolean away = false;
        int failures = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (fresh) reports.fromBefore();
                else reports.untold();
                var work = server.ask(new Messages.Asking(Set.copyOf(held), Messages.LONGEST_WAIT_SECONDS));
                if (away) out.println("The server is there again.");
                fresh = false;
                away = false;
                failures = 0;
                begin(work);
            } catch (ServerLine.ShutOut shutOut) {
                throw shutOut;
            } catch (IOException fault) {
                if (!away) out.println("The server cannot be reached, trying again: " + fault.getMessage());
                away = true;
                rest(failures++);
            }
        }
    }

    private void begin(Messages.Work work) {
        for (var job : work.jobs()) {
            held.add(job.id());
            printers.computeIfAbsent(
                            job.printer(), printer -> new PrinterLine(server, journal, reports, out, held::remove))
                    .add(job);
        }
        for (var weighing : work.weighings()) {
            held.add(weighing.id());
            Thread.ofVirtual().name("scale").start(() -> weigh(weighing));
        }
    }

    private void weigh(Messages.Weighing weighing) {
        try {
            server.weight(weighing.id(), weight(weighing));
        } catch (IOException late) {
            out.println("A weight did not reach the server: " + late.getMessage());
        } finally {
            held.remove(weighing.id());
        }
    }

    private Messages.Weight weight(Messages.Weighing weighing) {
        try {
            return new Messages.Weight(scales.weigh(weighing.kind(), weighing.host(), weighing.port()), null);
        } catch (IOException | RuntimeException fault) {
            return new Messages.Weight(null, Reports.words(fault));
        }
    }

    /** Doubles each time, with a random half, so that agents do not all come back at once. */
    private static void rest(int failures) {
        long longest = Math.min(LONGEST_REST.toMillis(), FIRST_REST.toMillis() << Math.min(failures, 7));
        try {
            Thread.sleep(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
