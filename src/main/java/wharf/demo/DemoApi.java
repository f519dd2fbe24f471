package wharf.demo;

import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/demo")
class DemoApi {
    private final DemoReset reset;
    private final DemoHistory history;

    DemoApi(DemoReset reset, DemoHistory history) {
        this.reset = reset;
        this.history = history;
    }

    /** Whether this is a demo that can be reset, and how far its history is; null where there is none. */
    record State(boolean demo, DemoHistory.@Nullable Progress history) {}

    /** {@code confirm} has to be "reset". */
    record Confirmation(@Nullable String confirm) {}

    @GetMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(summary = "Whether this is a demo, and how far its history is")
    State state() {
        return new State(reset.isDemo(), history.progress().orElse(null));
    }

    @PostMapping("/reset")
    @PreAuthorize("hasAuthority('operations:manage')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Put the demo back to its beginning",
            description =
                    "Everything anybody did in this demo is gone afterwards, API tokens too. Answers 409 where there is no demo, and when work under way does not end in half a minute.")
    void reset(@RequestBody Confirmation confirmation) {
        if (!DemoReset.WORD.equals(confirmation.confirm()))
            throw Refusal.invalid(
                    "unconfirmed",
                    "confirm",
                    confirmation.confirm(),
                    "Send \"" + DemoReset.WORD + "\": everything done in this demo goes.");
        reset.reset();
    }
}
