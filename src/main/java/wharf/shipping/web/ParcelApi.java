package wharf.shipping.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.StoredFiles;
import wharf.platform.Turn;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shipping.Labels;
import wharf.shipping.ParcelState;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;

@RestController
@RequestMapping("/api/v1/parcels")
class ParcelApi {
    private final Parcels parcels;
    private final Labels labels;

    ParcelApi(Parcels parcels, Labels labels) {
        this.parcels = parcels;
        this.labels = labels;
    }

    record Because(@NotBlank @Size(max = 500) String reason) {}

    record Reprint(UUID printJob) {}

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    Page<ParcelView> list(
            @RequestParam @Nullable ParcelState state,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, 200);
        var rows = parcels.list(state, Turn.after(Cursor.decode(cursor, 1)), size + 1);
        return Page.of(rows, size, parcel -> Cursor.encode(parcel.id()));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    ParcelView one(@PathVariable ParcelId id) {
        return parcels.find(id).orElseThrow(() -> Refusal.notFound("parcel", id));
    }

    @GetMapping("/{id}/label/zpl")
    @PreAuthorize("hasAuthority('shipping:work')")
    @ApiResponse(responseCode = "200", description = "OK", content = @Content(mediaType = "application/zpl"))
    ResponseEntity<byte[]> zpl(@PathVariable ParcelId id) {
        return file(labels.zpl(id));
    }

    @GetMapping("/{id}/label/pdf")
    @PreAuthorize("hasAuthority('shipping:work')")
    @ApiResponse(responseCode = "200", description = "OK", content = @Content(mediaType = "application/pdf"))
    ResponseEntity<byte[]> pdf(@PathVariable ParcelId id) {
        return file(labels.pdf(id));
    }

    @PostMapping("/{id}/label/reprints")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('shipping:work')")
    Reprint reprint(@PathVariable ParcelId id) {
        return new Reprint(labels.reprint(id));
    }

    /** Voids the label if there is one and has a new one bought and printed. */
    @PostMapping("/{id}/labels")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('shipping:work')")
    void renew(@PathVariable ParcelId id, @Valid @RequestBody Because because) {
        labels.renew(List.of(id), because.reason());
    }

    @DeleteMapping("/{id}/label")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('shipping:work')")
    void voidLabel(@PathVariable ParcelId id, @RequestParam String reason) {
        if (reason.isBlank() || reason.length() > 500)
            throw Refusal.invalid("reason-missing", "reason", reason, "Say why in 1 to 500 characters.");
        labels.voidLabels(List.of(id), reason);
    }

    static ResponseEntity<byte[]> file(StoredFiles.Content file) {
        var name = ContentDisposition.inline().filename(file.name()).build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .body(file.content());
    }
}
