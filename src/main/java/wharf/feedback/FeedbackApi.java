package wharf.feedback;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.feedback.SurveyAnswer.Attention;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.Turn;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/feedback")
class FeedbackApi {
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);

    private final SurveyAnswers answers;
    private final FeedbackPolicies policies;
    private final Merchants merchants;

    FeedbackApi(SurveyAnswers answers, FeedbackPolicies policies, Merchants merchants) {
        this.answers = answers;
        this.policies = policies;
        this.merchants = merchants;
    }

    record PolicyBody(
            @Nullable String merchant, @NotNull @Valid FeedbackPolicy policy) {}

    record Closure(@NotBlank @Size(max = 500) String note) {}

    /** Days beyond what the database holds are no days. */
    static void plausible(String field, @Nullable LocalDate day) {
        if (day != null && (day.isBefore(EARLIEST) || day.isAfter(LATEST)))
            throw Refusal.invalid("out-of-range", field, day, "Give a day between the years 2000 and 2100.");
    }

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "What shoppers answered, newest first",
            description =
                    "kind: CSAT (1 to 5) or NPS (0 to 10). attention: OPEN are low answers nobody has looked after. since and until are days in UTC, both included.")
    Page<SurveyAnswer> list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable SurveyKind kind,
            @RequestParam(required = false) @Nullable Attention attention,
            @RequestParam(required = false) @Nullable Integer least,
            @RequestParam(required = false) @Nullable Integer most,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate since,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate until,
            @RequestParam(defaultValue = "") @Size(max = 200) String text,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        plausible("since", since);
        plausible("until", until);
        var wanted =
                new SurveyAnswers.Wanted(merchants.filter(merchant), kind, attention, least, most, since, until, text);
        var rows = answers.list(wanted, Turn.after(Cursor.decode(cursor, 3)), limit + 1);
        return Page.of(rows, limit, SurveyAnswer::cursor);
    }

    @GetMapping("/summary")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "What the answers come to",
            description = "csatAverage of 1 to 5; nps is the share of 9 and 10 less the share of 0 to 6, in points.")
    SurveyAnswers.Summary summary(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate since,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate until) {
        plausible("since", since);
        plausible("until", until);
        return answers.summary(
                new SurveyAnswers.Wanted(merchants.filter(merchant), null, null, null, null, since, until, ""));
    }

    @PostMapping("/{order}/closure")
    @PreAuthorize("hasAuthority('orders:write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Say what was done about an unhappy shopper's order")
    void close(@PathVariable OrderId order, @Valid @RequestBody Closure closure) {
        answers.close(order, closure.note());
    }

    @GetMapping("/policy")
    @PreAuthorize("hasAuthority('orders:read')")
    FeedbackPolicy policy(@RequestParam(required = false) @Nullable String merchant) {
        return policies.of(merchants.requested(merchant));
    }

    @PutMapping("/policy")
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "When and whether a merchant's shoppers are asked")
    void policy(@Valid @RequestBody PolicyBody body) {
        policies.put(merchants.requested(body.merchant()), body.policy());
    }
}
