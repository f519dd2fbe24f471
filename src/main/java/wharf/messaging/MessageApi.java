package wharf.messaging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

@RestController
@RequestMapping("/api/v1/messages")
class MessageApi {
    private final Messages messages;

    MessageApi(Messages messages) {
        this.messages = messages;
    }

    /** {@code next} continues before the last one. */
    record Page(List<MessageView> messages, @Nullable UUID next) {}

    /** What shoppers were told, latest first: of one root (an order), in one state, or all. */
    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    Page list(
            @RequestParam(required = false) @Nullable UUID root,
            @RequestParam(required = false) @Nullable MessageState state,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        var found = messages.list(root, state, before, limit);
        return new Page(found, found.size() < limit ? null : found.getLast().id());
    }

    /** Sends a message that failed once more. */
    @PostMapping("/{id}/retries")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('operations:manage')")
    void retry(@PathVariable UUID id) {
        messages.retry(id);
    }
}
