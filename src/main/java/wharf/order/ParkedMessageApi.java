package wharf.order;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/parked-messages")
class ParkedMessageApi {
    private final ParkedMessages messages;
    private final ParkedPages pages;
    private final Mending mending;
    private final Merchants merchants;

    ParkedMessageApi(ParkedMessages messages, ParkedPages pages, Mending mending, Merchants merchants) {
        this.messages = messages;
        this.pages = pages;
        this.mending = mending;
        this.merchants = merchants;
    }

    /** What was done about it. */
    record Resolution(
            @NotBlank
            @Size(max = 500)
            @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not contain control characters")
            String resolution) {}

    /**
     * A message as somebody has mended it.
     *
     * @param version the one that was mended
     * @param text the whole message, in the form of the one that was mended
     */
    record Mended(@NotNull @Min(1) Integer version, @NotNull String text) {}

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

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "One parked message, with its text to be mended, every version of it and what became of each",
            description = "reasons: what is wrong, each with its field and its line in the text.")
    ParkedPage one(@PathVariable UUID id) {
        return pages.page(id);
    }

    @PostMapping("/{id}/versions")
    @PreAuthorize("hasAuthority('orders:write') and hasAuthority('catalog:write')")
    @Operation(
            summary = "Mend a parked message and take it again",
            description =
                    "200: it became the order orderId. 422: it stays parked for the reasons given; the text is kept as its next version, which is the one to mend next. 409: somebody has mended it meanwhile, or it was dealt with. A text of the last version is taken as it is. At most 200,000 characters.")
    ParkedMessages.Parked mend(@PathVariable UUID id, @Valid @RequestBody Mended mended) {
        return told(mending.mend(id, mended.version(), mended.text()));
    }

    @PostMapping("/{id}/takings")
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Take a parked message again as it is",
            description =
                    "For when what it lacked is there by now. 200: it became the order orderId. 422: it stays parked for the reasons given. 409: it was dealt with, or can only be sent again by its source.")
    ParkedMessages.Parked take(@PathVariable UUID id) {
        return told(mending.again(id));
    }

    private static ParkedMessages.Parked told(Mending.Outcome outcome) {
        return switch (outcome) {
            case Mending.Outcome.Taken taken -> taken.message();
            case Mending.Outcome.StillWrong wrong -> throw Refusal.invalid(wrong.problems());
        };
    }

    @PostMapping("/{id}/resolution")
    @PreAuthorize("hasAuthority('orders:write')")
    ParkedMessages.Parked resolve(@PathVariable UUID id, @Valid @RequestBody Resolution resolution) {
        return messages.resolve(id, resolution.resolution());
    }
}
