package wharf.devices.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import wharf.devices.agent.Messages.Outcome;
import wharf.devices.agent.Messages.Result;

/** Tells the server what came of jobs. What it does not hear now it is told at the next opportunity: the journal remembers. */
final class Reports {
    private static final int TRIES = 5;
    private static final int FIRST_REST_MILLIS = 200;
    private static final int LONGEST_PROBLEM = 500;

    private final ServerLine server;
    private final Journal journal;
    private final PrintStream out;
    private final Map<UUID, Outcome> later = new ConcurrentHashMap<>();

    Reports(ServerLine server, Journal journal, PrintStream out) {
        this.server = server;
        this.journal = journal;
        this.out = out;
    }

    /** What a run before this one left untold. */
    void fromBefore() throws IOException {
        for (var entry : journal.untold()) {
            out.println("Job " + entry.job() + " was being printed when the agent stopped: "
                    + (entry.all() ? "all of it had left." : "nobody knows whether it came out."));
            tell(entry.job(), outcome(entry));
        }
    }

    /** What the server could not be told when it came about. */
    void untold() throws IOException {
        for (var entry : Map.copyOf(later).entrySet()) {
            tell(entry.getKey(), entry.getValue());
            later.remove(entry.getKey(), entry.getValue());
        }
    }

    private static Outcome outcome(Journal.Entry entry) {
        return entry.all()
                ? new Outcome(entry.lease(), Result.SENT, null)
                : new Outcome(entry.lease(), Result.UNKNOWN, "The agent was stopped while it printed.");
    }

    private void tell(UUID job, Outcome outcome) throws IOException {
        try {
            server.outcome(job, outcome);
        } catch (ServerLine.Refused refused) {
            out.println("The server does not take what came of job " + job + ": " + refused.getMessage());
        }
        forget(job, outcome.lease());
    }

    /** Where that cannot be written down, the next run tells the server once more, and it counts once. */
    void forget(UUID job, UUID lease) {
        try {
            journal.told(job, lease);
        } catch (IOException full) {
            out.println("The journal cannot be written: " + words(full));
        }
    }

    /** Tells it now, with some patience; a server that stays away is told when it is there again. */
    void now(UUID job, Outcome outcome) {
        for (int i = 0; i < TRIES; i++) {
            try {
                tell(job, outcome);
                return;
            } catch (ServerLine.ShutOut shutOut) {
                return;
            } catch (IOException fault) {
                if (!pause(FIRST_REST_MILLIS << i)) return;
            }
        }
        later.put(job, outcome);
        out.println("The server was not told what came of job " + job + "; it is told later.");
    }

    private static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static String words(Throwable fault) {
        var message = fault.getMessage();
        var words = message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
        return words.length() <= LONGEST_PROBLEM ? words : words.substring(0, LONGEST_PROBLEM);
    }
}
