package wharf.devices;

import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.devices.agent.Messages;
import wharf.shared.Refusal;

/** What agents call. Open to all who reach it, since an agent is no user: each call brings the agent's own secret ({@link AgentCalls}). */
@RestController
@RequestMapping("/hooks/agent")
class AgentApi {
    private final AgentDesk desk;

    AgentApi(AgentDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/joins")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("permitAll()")
    Messages.Joined join(@Valid @RequestBody Messages.Join join) {
        var joined = desk.join(join);
        var device = joined.device();
        return new Messages.Joined(device.id(), device.name(), joined.site(), joined.secret());
    }

    @PostMapping("/claims")
    @PreAuthorize("permitAll()")
    Messages.Work claim(AgentCalls.Caller caller, @Valid @RequestBody Messages.Asking asking) {
        return desk.work(caller.agent(), asking);
    }

    @PostMapping("/jobs/{id}/starts")
    @PreAuthorize("permitAll()")
    Messages.Taken start(AgentCalls.Caller caller, @PathVariable UUID id, @Valid @RequestBody Messages.Start start) {
        if (desk.start(caller.agent(), id, start)) return new Messages.Taken(true);
        throw Refusal.conflict("not-yours", "lease", start.lease(), "This job is not yours any more; do not print it.");
    }

    /** Whoever knows the lease has the job, or had it when its printer was given to another. */
    @PostMapping("/jobs/{id}/outcomes")
    @PreAuthorize("permitAll()")
    Messages.Taken outcome(
            AgentCalls.Caller caller, @PathVariable UUID id, @Valid @RequestBody Messages.Outcome outcome) {
        return new Messages.Taken(desk.outcome(id, outcome));
    }

    @PostMapping("/weighings/{id}")
    @PreAuthorize("permitAll()")
    Messages.Taken weight(AgentCalls.Caller caller, @PathVariable UUID id, @Valid @RequestBody Messages.Weight weight) {
        return new Messages.Taken(desk.weight(caller.agent(), id, weight));
    }
}
