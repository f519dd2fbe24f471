package wharf.feedback;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.Turn;

@RestController
@RequestMapping("/api/v1/reviews")
class ReviewApi {
    private final ItemReviews reviews;
    private final Merchants merchants;

    ReviewApi(ItemReviews reviews, Merchants merchants) {
        this.reviews = reviews;
        this.merchants = merchants;
    }

    /** What becomes of a review. */
    enum Word {
        PUBLISH,
        REJECT
    }

    /**
     * @param reason the merchant's own note; required for REJECT
     * @param submittedAt of what was looked at: PUBLISH is refused where it was written anew since; left out, what it says now is published
     */
    record NewDecision(
            @NotNull Word decision,
            @Nullable @Size(max = 500) String reason,
            @Nullable Instant submittedAt) {}

    /** @param reply shown below the review; blank takes it away */
    record NewReply(@NotNull @Size(max = 2000) String reply) {}

    @GetMapping
    @PreAuthorize("hasAuthority('catalog:read')")
    @Operation(summary = "Reviews of items, newest first")
    Page<ItemReview> list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable ReviewState state,
            @RequestParam(required = false) @Nullable @Min(1) @Max(5) Integer stars,
            @RequestParam(defaultValue = "") @Size(max = 200) String text,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var wanted = new ItemReviews.Wanted(merchants.filter(merchant), state, stars, text);
        var rows = reviews.list(wanted, Turn.after(Cursor.decode(cursor, 2)), limit + 1);
        return Page.of(rows, limit, ItemReview::cursor);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('catalog:read')")
    ItemReview one(@PathVariable UUID id) {
        return reviews.find(id);
    }

    @PostMapping("/{id}/decision")
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(
            summary = "Publish a review, or show it to nobody",
            description =
                    "Can be decided again. What is published stands on the item's page, in /shop/{merchant}/reviews.json and in the product review feed /shop/{merchant}/reviews.xml.")
    ItemReview decide(@PathVariable UUID id, @Valid @RequestBody NewDecision decision) {
        switch (decision.decision()) {
            case PUBLISH -> reviews.publish(id, decision.submittedAt());
            case REJECT -> reviews.reject(id, decision.reason() == null ? "" : decision.reason());
        }
        return reviews.find(id);
    }

    @PutMapping("/{id}/reply")
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(summary = "Answer a review in the merchant's name")
    ItemReview reply(@PathVariable UUID id, @Valid @RequestBody NewReply reply) {
        reviews.reply(id, reply.reply());
        return reviews.find(id);
    }
}
