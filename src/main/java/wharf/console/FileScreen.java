package wharf.console;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import wharf.platform.StoredFiles;
import wharf.shared.Refusal;

/** The documents of an order. What a browser could run is only ever saved, never opened. */
@Controller
class FileScreen {
    private static final Set<String> OPENED = Set.of("application/pdf", "image/png", "image/jpeg", "text/plain");

    private final StoredFiles files;

    FileScreen(StoredFiles files) {
        this.files = files;
    }

    @GetMapping("/files/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    ResponseEntity<byte[]> file(@PathVariable UUID id) {
        var file = files.find(id).orElseThrow(() -> Refusal.notFound("file", id));
        var how = OPENED.contains(file.mediaType()) ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(type(file.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        how.filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(file.content());
    }

    private static MediaType type(String text) {
        try {
            return MediaType.parseMediaType(text);
        } catch (InvalidMediaTypeException unknown) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }
}
