package wharf.devices;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.devices.agent.Messages;
import wharf.platform.web.Answers;
import wharf.platform.web.Fault;
import wharf.platform.web.FaultKind;
import wharf.shared.Refusal;

/** What agents call. Open to all who reach it, since an agent is no user: each call brings the agent's own secret. */
@RestController
@RequestMapping("/hooks/agent")
class AgentApi {
    private final AgentDesk desk;
    private final Answers answers;

    AgentApi(AgentDesk desk, Answers answers) {
        this.desk = desk;
        this.answers = answers;
    }

    /** What is done for a known agent. */
    @FunctionalInterface
    private interface Errand<T> {
        T run(Device agent);
    }

    @PostMapping("/joins")
    @PreAuthorize("permitAll()")
    ResponseEntity<Messages.Joined> join(@Valid @RequestBody Messages.Join join) {
        var joined = desk.join(join);
        var device = joined.device();
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new Messages.Joined(device.id(), device.name(), joined.site(), joined.secret()));
    }

    @PostMapping("/claims")
    @PreAuthorize("permitAll()")
    @Nullable
    ResponseEntity<Messages.Work> claim(
            @Valid @RequestBody Messages.Asking asking, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return known(request, response, agent -> desk.work(agent, asking));
    }

    @PostMapping("/jobs/{id}/starts")
    @PreAuthorize("permitAll()")
    @Nullable
    ResponseEntity<Messages.Taken> start(
            @PathVariable UUID id,
            @Valid @RequestBody Messages.Start start,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return known(request, response, agent -> {
            if (desk.start(agent, id, start)) return new Messages.Taken(true);
            throw Refusal.conflict(
                    "not-yours", "lease", start.lease(), "This job is not yours any more; do not print it.");
        });
    }

    @PostMapping("/jobs/{id}/outcomes")
    @PreAuthorize("permitAll()")
    @Nullable
    ResponseEntity<Messages.Taken> outcome(
            @PathVariable UUID id,
            @Valid @RequestBody Messages.Outcome outcome,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return known(request, response, agent -> new Messages.Taken(desk.outcome(id, outcome)));
    }

    @PostMapping("/weighings/{id}")
    @PreAuthorize("permitAll()")
    @Nullable
    ResponseEntity<Messages.Taken> weight(
            @PathVariable UUID id,
            @Valid @RequestBody Messages.Weight weight,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return known(request, response, agent -> new Messages.Taken(desk.weight(agent, id, weight)));
    }

    private <T> @Nullable ResponseEntity<T> known(
            HttpServletRequest request, HttpServletResponse response, Errand<T> errand) throws IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        var secret = header != null && header.startsWith(Messages.SCHEME)
                ? header.substring(Messages.SCHEME.length()).strip()
                : "";
        var agent = desk.agent(secret);
        if (agent.isPresent()) return ResponseEntity.ok(errand.run(agent.get()));
        answers.refuse(
                request,
                response,
                Fault.of(FaultKind.UNAUTHORIZED, "This agent is unknown or was shut out; let it join anew at /devices.")
                        .with(HttpHeaders.WWW_AUTHENTICATE, "Agent realm=\"wharf\""));
        return null;
    }
}
