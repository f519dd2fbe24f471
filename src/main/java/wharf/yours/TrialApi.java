package wharf.yours;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.shared.Refusal;
import wharf.yours.csv.Field;

@RestController
@RequestMapping("/api/v1/trials")
class TrialApi {
    private final Trials trials;
    private final TrialFiles files;
    private final Uploads uploads;
    private final Mappings mappings;
    private final TrialPages pages;
    private final Merchants merchants;

    TrialApi(
            Trials trials,
            TrialFiles files,
            Uploads uploads,
            Mappings mappings,
            TrialPages pages,
            Merchants merchants) {
        this.trials = trials;
        this.files = files;
        this.uploads = uploads;
        this.mappings = mappings;
        this.pages = pages;
        this.merchants = merchants;
    }

    /** @param merchant code or id; may be left out by a caller that acts for one merchant */
    record NewTrial(
            @Nullable String merchant,
            @NotEmpty @Size(max = 20) List<@Valid @NotNull NewFile> files) {}

    /** @param content the file's text */
    record NewFile(
            @NotNull @Size(min = 1, max = 200) String name,
            @NotNull String content) {}

    record TrialView(Trial trial, List<TrialFile> files) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Drop in tables of past orders",
            description =
                    "Keeps the CSV files, finds out how they are written and guesses what their columns mean. Nothing runs yet: look at files[].columns, then POST …/runs. A body of more than 5 MB is to be dropped on the screen /yours, which takes files and zips.")
    TrialView create(@Valid @RequestBody NewTrial given) {
        var merchant = merchants.requested(given.merchant());
        var sent = given.files().stream()
                .map(file -> Uploads.Sent.text(file.name(), file.content()))
                .toList();
        return view(uploads.take(merchant, sent));
    }

    private TrialView view(UUID id) {
        return new TrialView(trials.one(id), files.of(id));
    }

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(summary = "The latest trials")
    List<Trial> list(@RequestParam(required = false) @Nullable String merchant) {
        return trials.latest(merchants.filter(merchant), 50);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(summary = "A trial: how far it is, its files, and what it came to")
    TrialView one(@PathVariable UUID id) {
        return view(id);
    }

    /**
     * How to run it; whatever is left out stays as it was found.
     *
     * @param country where orders go that name none
     * @param zone in which times without a zone are local
     */
    record Run(
            @Nullable String country,
            @Nullable String currency,
            @Nullable String zone,
            @Nullable String channel,
            @Nullable @Size(max = 20) List<@Valid @NotNull FileRun> files) {}

    /** @param columns fields by column number, from 0 */
    record FileRun(
            int file,
            @Nullable Map<Integer, @NotNull Field> columns,
            @Nullable @Size(min = 1, max = 1) String decimal,
            @Nullable @Size(max = 60) String dates) {
        Mappings.FileMapping mapping() {
            return new Mappings.FileMapping(
                    file, columns, decimal == null ? null : (Character) decimal.charAt(0), dates);
        }
    }

    @PostMapping("/{id}/runs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Run a trial",
            description =
                    "Reads all rows, joins and checks the orders, routes, packs and rates each. Touches neither stock nor orders. Poll the trial until its state is DONE.")
    TrialView run(@PathVariable UUID id, @Valid @RequestBody Run run) {
        var before = trials.one(id).settings();
        mappings.run(
                id,
                new Settings(
                        Objects.requireNonNullElse(run.country(), before.country()),
                        Objects.requireNonNullElse(run.currency(), before.currency()),
                        Objects.requireNonNullElse(run.zone(), before.zone()),
                        Objects.requireNonNullElse(run.channel(), before.channel())),
                Objects.requireNonNullElse(run.files(), List.<FileRun>of()).stream()
                        .map(FileRun::mapping)
                        .toList());
        return view(id);
    }

    @PostMapping("/{id}/cancellation")
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(summary = "Stop a trial that runs, or the taking in of its orders; those taken in stay")
    TrialView cancel(@PathVariable UUID id) {
        trials.cancel(id);
        return view(id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(summary = "Forget a trial and all it read")
    void delete(@PathVariable UUID id) {
        trials.delete(id);
    }

    @GetMapping("/{id}/problems")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(summary = "What is wrong with which row")
    Page<TrialProblem> problems(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Boolean severe,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        trials.one(id);
        var from = Cursor.decode(cursor, 1);
        int most = within(limit);
        return Page.of(
                pages.problems(id, severe, from == null ? 0 : from.number(0), most + 1),
                most,
                problem -> Cursor.encode(problem.n()));
    }

    @GetMapping("/{id}/orders")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(summary = "What would have become of each order")
    Page<TrialLine> orders(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        var from = Cursor.decode(cursor, 1);
        int most = within(limit);
        long after = from == null ? 0 : from.number(0);
        return Page.of(
                pages.after(trials.one(id), (int) Math.max(0, Math.min(Integer.MAX_VALUE, after)), most + 1),
                most,
                line -> Cursor.encode(line.n()));
    }

    private static int within(int limit) {
        if (limit >= 1 && limit <= 500) return limit;
        throw Refusal.invalid("out-of-range", "limit", limit, "Ask for 1 to 500 at a time.");
    }

    @GetMapping("/{id}/orders/{n}")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(summary = "One order of a trial, explained")
    ExplainedOrder order(@PathVariable UUID id, @PathVariable int n) {
        return pages.order(trials.one(id), n);
    }

    /** @param assumedItems items whose size is only assumed are created too */
    record Take(@Nullable Boolean assumedItems, @Nullable Boolean shippedToo) {}

    @PostMapping("/{id}/import")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('orders:write') and hasAuthority('catalog:write')")
    @Operation(
            summary = "Take the accepted orders in for real",
            description =
                    "By the usual intake, backordering what is short. Done twice, it changes nothing. Orders that the source calls shipped are left out unless shippedToo.")
    TrialView take(@PathVariable UUID id, @RequestBody Take take) {
        trials.one(id);
        trials.take(
                id, Taking.started(Boolean.TRUE.equals(take.assumedItems()), Boolean.TRUE.equals(take.shippedToo())));
        return view(id);
    }
}
