package wharf.console;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.InvariantChecks;

/** {@code wharf check} for programs. */
@RestController
class CheckApi {
    private final InvariantChecks checks;

    CheckApi(InvariantChecks checks) {
        this.checks = checks;
    }

    record Checked(boolean clean, List<InvariantChecks.Result> checks) {}

    @GetMapping("/api/v1/checks")
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(
            summary = "Check every invariant on the live database",
            description =
                    "limit: how many violations of each rule to list. things: what a violation speaks of by id, as people call it, with its page.")
    Checked run(@RequestParam(defaultValue = "20") @Min(1) @Max(1000) int limit) {
        var results = checks.run(limit);
        return new Checked(results.stream().allMatch(InvariantChecks.Result::holds), results);
    }
}
