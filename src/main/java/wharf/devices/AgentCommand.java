package wharf.devices;

import java.util.List;
import wharf.devices.agent.Agent;

/** {@code wharf agent}: the program that drives printers and scales in a warehouse's network. It needs no database, and starts no server. */
public final class AgentCommand {
    private static final String NAME = "agent";

    private AgentCommand() {}

    public static boolean asked(String[] arguments) {
        return List.of(arguments).contains(NAME);
    }

    /** Runs the agent to its end. @return the status to exit with */
    public static int run(String[] arguments) {
        return new Agent(System.out).run(List.of(arguments));
    }
}
