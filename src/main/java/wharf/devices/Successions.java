package wharf.devices;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.printing.AgentJobs;
import wharf.printing.Printers;
import wharf.shared.Refusal;

/** What agents drive, and how another comes to drive it when a computer was replaced or lost. */
@Service
class Successions {
    private final Devices devices;
    private final AgentJobs jobs;
    private final Printers printers;
    private final Scales scales;

    Successions(Devices devices, AgentJobs jobs, Printers printers, Scales scales) {
        this.devices = devices;
        this.jobs = jobs;
        this.printers = printers;
        this.scales = scales;
    }

    /** Names of printers and scales, by the agent that drives them. */
    @Transactional(readOnly = true)
    public Map<UUID, List<String>> driven() {
        var names = new HashMap<UUID, List<String>>();
        for (var printer : printers.all())
            if (printer.agent() != null)
                names.computeIfAbsent(printer.agent(), agent -> new ArrayList<>())
                        .add(printer.name());
        scales.byAgent()
                .forEach((agent, more) ->
                        names.computeIfAbsent(agent, none -> new ArrayList<>()).addAll(more));
        return names;
    }

    /**
     * Hands over all that an agent drives, also of one that was shut out; jobs that wait go along.
     *
     * @param to an agent of the same warehouse; null for this server
     * @return the names of what was handed over
     */
    @Transactional
    public List<String> handOver(UUID from, @Nullable UUID to) {
        var before = devices.find(from)
                .filter(device -> device.kind() == Device.Kind.AGENT)
                .orElseThrow(() -> Refusal.notFound("agent", from));
        if (to != null && (to.equals(from) || !devices.serves(to, before.warehouse())))
            throw Refusal.invalid(
                    "unknown-agent", "agent", to, "Name another agent of the same warehouse, or none for this server.");
        var names = new ArrayList<>(jobs.handOver(from, to));
        names.addAll(scales.handOver(from, to));
        return names;
    }
}
