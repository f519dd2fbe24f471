package wharf.picking;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import wharf.inventory.Allocations.Loss;
import wharf.picking.Scanned.Counted;
import wharf.picking.Scanned.Withdrawn;
import wharf.picking.Scanned.Wrong;
import wharf.platform.Cursor;
import wharf.platform.Turn;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The floor for devices. The picker is whoever the token or session belongs to. */
@RestController
@RequestMapping("/api/v1")
class PickApi {
    private final Waves waves;
    private final PickBatches batches;
    private final Picks picks;

    PickApi(Waves waves, PickBatches batches, Picks picks) {
        this.waves = waves;
        this.batches = batches;
        this.picks = picks;
    }

    record Claim(@NotNull WarehouseId warehouse, @Nullable Boolean practice) {}

    /** A tote for a slot; without a slot, for the next one that needs one. */
    record ToteScan(
            @NotBlank @Size(max = 50) String tote,
            @Nullable @Min(1) Integer slot) {}

    record Acknowledgement(@NotNull UUID instruction) {}

    /** See {@link PickScan}. */
    record NewPick(
            @NotNull UUID scanId,
            @NotBlank @Size(max = 50) String bin,
            @NotBlank @Size(max = 100) String item,
            @Nullable @Min(1) @Max(1_000_000) Integer quantity,
            @NotBlank @Size(max = 50) String tote) {}

    /** See {@link LossReport}. */
    record NewShort(
            @NotNull UUID scanId,
            @Nullable @Min(1) @Max(1_000_000) Integer quantity,
            @NotNull Loss reason) {}

    /** What was counted, now or when it was sent first, and what is next. */
    record Answer(int quantity, boolean repeated, BatchView batch) {}

    @GetMapping("/waves")
    @PreAuthorize("hasAuthority('operations:manage')")
    List<Wave> waves(
            @RequestParam WarehouseId warehouse,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return waves.list(warehouse, Turn.after(new Cursor(List.of(String.valueOf(before)))), limit);
    }

    @GetMapping("/waves/{id}")
    @PreAuthorize("hasAuthority('operations:manage')")
    Wave wave(@PathVariable UUID id) {
        return waves.find(id).orElseThrow(() -> Refusal.notFound("wave", id));
    }

    /** The picker's batch, or the next; 204 when nothing waits. Who practises says so, and gets a training merchant's. */
    @PostMapping("/pick-batches/claims")
    @PreAuthorize("hasAuthority('floor:work')")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "204", description = "Nothing waits", content = @Content)
    ResponseEntity<BatchView> claim(@Valid @RequestBody Claim claim) {
        return batches.claim(claim.warehouse(), Boolean.TRUE.equals(claim.practice()))
                .map(batches::view)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @DeleteMapping("/pick-batches/{id}/claims")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('floor:work')")
    void giveBack(@PathVariable UUID id) {
        batches.giveBack(id);
    }

    @GetMapping("/pick-batches/{id}")
    @PreAuthorize("hasAuthority('floor:work')")
    BatchView batch(@PathVariable UUID id) {
        return batches.view(id);
    }

    @PostMapping("/pick-batches/{id}/totes")
    @PreAuthorize("hasAuthority('floor:work')")
    BatchView tote(@PathVariable UUID id, @Valid @RequestBody ToteScan scan) {
        return batches.assignTote(id, scan.slot(), scan.tote());
    }

    /** The picker has read an instruction of a task of this batch; until then {@code ACKNOWLEDGE} stops the pick. */
    @PostMapping("/pick-batches/{id}/acknowledgements")
    @PreAuthorize("hasAuthority('floor:work')")
    BatchView acknowledge(@PathVariable UUID id, @Valid @RequestBody Acknowledgement acknowledgement) {
        return batches.acknowledge(id, acknowledgement.instruction());
    }

    @PostMapping("/pick-tasks/{id}/picks")
    @PreAuthorize("hasAuthority('floor:work')")
    Answer pick(@PathVariable UUID id, @Valid @RequestBody NewPick pick) {
        return answer(
                picks.pick(new PickScan(pick.scanId(), id, pick.bin(), pick.item(), pick.quantity(), pick.tote())));
    }

    @PostMapping("/pick-tasks/{id}/shorts")
    @PreAuthorize("hasAuthority('floor:work')")
    Answer lose(@PathVariable UUID id, @Valid @RequestBody NewShort report) {
        return answer(picks.lose(new LossReport(report.scanId(), id, report.quantity(), report.reason())));
    }

    @DeleteMapping("/pick-batches/{id}/picks/last")
    @PreAuthorize("hasAuthority('floor:work')")
    Answer undo(@PathVariable UUID id, @RequestParam(required = false) @Nullable UUID scan) {
        return answer(picks.undo(id, scan));
    }

    /** What did not count is refused after its transaction, so that a withdrawal stays. */
    private static Answer answer(Scanned scanned) {
        return switch (scanned) {
            case Counted counted -> new Answer(counted.quantity(), counted.repeated(), counted.batch());
            case Withdrawn withdrawn -> throw Refusal.conflict("withdrawn", withdrawn.reason());
            case Wrong wrong -> throw refusal(wrong.problem());
        };
    }

    private static Refusal refusal(Problem problem) {
        var kind = problem.code().startsWith("wrong-") ? Refusal.Kind.INVALID : Refusal.Kind.CONFLICT;
        return new Refusal(kind, List.of(problem));
    }
}
