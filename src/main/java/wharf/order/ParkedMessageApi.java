package wharf.order;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.Turn;

@RestController
@RequestMapping("/api/v1/parked-messages")
class ParkedMessageApi {
    private final ParkedMessages messages;
    private final Merchants merchants;

    ParkedMessageApi(ParkedMessages messages, Merchants merchants) {
        this.messages = messages;
        this.merchants = merchants;
    }

    /** What was done about it. */
    record Resolution(
            @NotBlank
            @Size(max = 500)
            @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not contain control characters")
            String resolution) {}

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "Messages that could not become orders, oldest first",
            description =
                    "merchant: code or id. resolved: those that have been dealt with, instead of those that wait.")
    Page<ParkedMessages.Parked> list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(defaultValue = "false") boolean resolved,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var rows = messages.list(merchants.filter(merchant), resolved, Turn.after(Cursor.decode(cursor, 2)), limit + 1);
        return Page.of(rows, limit, ParkedMessages.Parked::cursor);
    }

    @PostMapping("/{id}/resolution")
    @PreAuthorize("hasAuthority('orders:write')")
    ParkedMessages.Parked resolve(@PathVariable UUID id, @Valid @RequestBody Resolution resolution) {
        return messages.resolve(id, resolution.resolution());
    }
}
