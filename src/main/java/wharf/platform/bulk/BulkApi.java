package wharf.platform.bulk;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class BulkApi {
    private static final int SHOWN = 50;

    private final BulkJobs jobs;

    BulkApi(BulkJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * @param action such as {@code hold-orders}
     * @param keys ids of the rows; leave out to mean all that match {@code filters}
     * @param filters as in the list's address, such as {@code {"state": "ACCEPTED"}}
     * @param answers what the action asks for, such as {@code {"reason": "…"}}
     * @param rows how many rows the preview has said: when it is another number by now, nothing is started. Needed for what cannot be undone
     *     and hurts: cancel-orders, reject-returns, decide-cases
     * @param requestId the same one again is the same job
     */
    record NewJob(
            @NotBlank @Size(max = 40) String list,
            @NotBlank @Size(max = 40) String action,
            @Size(max = BulkJobs.MOST) @Nullable List<@NotBlank @Size(max = 200) String> keys,
            @Nullable Map<String, @NotNull @Size(max = 200) String> filters,
            @Nullable Map<String, @NotNull @Size(max = 500) String> answers,
            @Nullable Integer rows,
            @Nullable UUID requestId) {
        BulkJobs.Wanted wanted() {
            return new BulkJobs.Wanted(
                    list,
                    action,
                    Objects.requireNonNullElse(keys, List.of()),
                    keys == null && filters != null,
                    Objects.requireNonNullElse(filters, Map.of()),
                    Objects.requireNonNullElse(answers, Map.of()),
                    rows);
        }
    }

    record Would(String action, int rows, List<BulkAction.Figure> figures) {}

    record Started(UUID id) {}

    record Detail(BulkJob job, List<BulkJob.Item> refused) {}

    @PostMapping("/bulk-job-previews")
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(summary = "What a bulk action would come to; changes nothing")
    Would preview(@Valid @RequestBody NewJob job) {
        var preview = jobs.preview(job.wanted());
        return new Would(preview.action().name(), preview.rows(), preview.figures());
    }

    @PostMapping("/bulk-jobs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Does one thing to many rows of a list, in the background",
            description =
                    "Lists and actions: orders with hold-orders, lift-holds, release-orders, change-service, change-priority, print-slips, cancel-orders; returns with authorise-returns, settle-returns, reject-returns; cases with decide-cases; parked-messages with resolve-messages; stuck-work with retry-work; failed-messages with send-messages. Each row is done or refused by itself.")
    Started start(@Valid @RequestBody NewJob job) {
        var request = job.requestId() == null ? UUID.randomUUID() : job.requestId();
        return new Started(jobs.start(job.wanted(), request));
    }

    @GetMapping("/bulk-jobs")
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(summary = "Bulk jobs, latest first")
    List<BulkJob> list(@RequestParam(required = false) @Nullable UUID before) {
        return jobs.list(before, SHOWN);
    }

    @GetMapping("/bulk-jobs/{id}")
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(summary = "How far a bulk job is, and which rows were refused and why")
    Detail one(@PathVariable UUID id) {
        var job = jobs.find(id);
        return new Detail(job, jobs.items(job, BulkJob.ItemState.REFUSED));
    }

    @PostMapping("/bulk-jobs/{id}/cancellations")
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(summary = "Stops a bulk job: what is done stays done, the rest is left alone")
    BulkJob cancel(@PathVariable UUID id) {
        return jobs.cancel(id);
    }

    @PostMapping("/bulk-jobs/{id}/undo")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(summary = "Takes back what a bulk job has done, by another job")
    Started undo(@PathVariable UUID id) {
        return new Started(jobs.undo(id));
    }
}
