package wharf.shipping.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.StoredFiles;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.shipping.Manifests;
import wharf.shipping.Manifests.ManifestView;
import wharf.shipping.ScanOut;
import wharf.shipping.ScanResult;

@RestController
@RequestMapping("/api/v1")
class ManifestApi {
    private final Manifests manifests;
    private final ScanOut scanOut;
    private final StoredFiles files;

    ManifestApi(Manifests manifests, ScanOut scanOut, StoredFiles files) {
        this.manifests = manifests;
        this.scanOut = scanOut;
        this.files = files;
    }

    record Scan(
            @NotNull WarehouseId warehouse,
            @NotBlank @Size(max = 100) String code) {}

    /** @param result {@code SHIPPED} or {@code ALREADY_SHIPPED} */
    record Scanned(String result, ScanResult parcel) {}

    /** Ships what was scanned: a tracking number or an SSCC. The same scan again answers ALREADY_SHIPPED; what must not leave is a conflict. */
    @PostMapping("/scan-outs")
    @PreAuthorize("hasAuthority('shipping:work')")
    Scanned scan(@Valid @RequestBody Scan scan) {
        var result = scanOut.scan(scan.warehouse(), scan.code());
        return switch (result) {
            case ScanResult.Shipped shipped -> new Scanned("SHIPPED", shipped);
            case ScanResult.AlreadyShipped already -> new Scanned("ALREADY_SHIPPED", already);
            case ScanResult.Refused refused ->
                throw Refusal.conflict(refused.code(), "code", scan.code(), refused.message());
        };
    }

    @GetMapping("/manifests")
    @PreAuthorize("hasAuthority('shipping:work')")
    Page<ManifestView> list(@RequestParam @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, 200);
        var after = Cursor.decode(cursor, 1);
        return Page.of(
                manifests.list(after == null ? null : after.uuid(0), size + 1),
                size,
                manifest -> Cursor.encode(manifest.id()));
    }

    @PostMapping("/manifests/{id}/close")
    @PreAuthorize("hasAuthority('shipping:work')")
    ManifestView close(@PathVariable UUID id) {
        return manifests.close(id);
    }

    @GetMapping("/manifests/{id}/pdf")
    @PreAuthorize("hasAuthority('shipping:work')")
    @ApiResponse(responseCode = "200", description = "OK", content = @Content(mediaType = "application/pdf"))
    ResponseEntity<byte[]> pdf(@PathVariable UUID id) {
        var manifest = manifests.find(id).orElseThrow(() -> Refusal.notFound("manifest", id));
        if (manifest.pdfFile() == null) throw Refusal.conflict("still-open", "The manifest is open; close it first.");
        return ParcelApi.file(files.find(manifest.pdfFile()).orElseThrow());
    }
}
