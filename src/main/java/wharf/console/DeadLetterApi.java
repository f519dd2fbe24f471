package wharf.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.Names;
import wharf.platform.Naming;
import wharf.platform.Providers;
import wharf.platform.Work;
import wharf.shared.Refusal;

/** Work that keeps failing or was given up, and the providers it waits for, for programs; people have {@code /exceptions}. */
@RestController
@RequestMapping("/api/v1")
class DeadLetterApi {
    private final Work work;
    private final Providers providers;
    private final Names names;

    DeadLetterApi(Work work, Providers providers, Names names) {
        this.work = work;
        this.names = names;
        this.providers = providers;
    }

    /** @param thing what the subject is, as people call it, with its page; null where nobody knows */
    record StuckWork(@JsonUnwrapped Work.Stuck work, Naming.@Nullable Thing thing) {}

    @GetMapping("/stuck-work")
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(
            summary = "List work that keeps failing, and work given up",
            description = "failures: at least so many in a row. Given-up work is not tried again by itself.")
    List<StuckWork> stuck(
            @RequestParam(defaultValue = "5") @Min(1) @Max(1_000_000) int failures,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        var stuck = work.stuck(failures, limit);
        var named = names.of(stuck.stream().map(Work.Stuck::subject).toList());
        return stuck.stream()
                .map(one -> new StuckWork(one, named.find(one.subject()).orElse(null)))
                .toList();
    }

    @PostMapping("/stuck-work/{step}/{subject}/retries")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(summary = "Try stuck or given-up work again, now")
    void retry(@PathVariable @Size(max = 100) String step, @PathVariable UUID subject) {
        if (!work.retryNow(step, subject)) throw Refusal.notFound("work of step " + step + " for", subject);
    }

    @GetMapping("/providers")
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(
            summary = "Who Wharf calls outside, and whether it does so now",
            description = "As the node that answers knows it; each node has its own way to the provider.")
    List<Providers.Provider> providers() {
        return providers.all();
    }
}
