package wharf.catalog;

import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.ItemId;

@RestController
@RequestMapping("/api/v1/items/{id}/picture")
class PictureApi {
    private final Pictures pictures;

    PictureApi(Pictures pictures) {
        this.pictures = pictures;
    }

    /** The bytes in Base64. */
    record Upload(byte @Nullable [] picture) {}

    @PutMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Give an item a picture",
            description =
                    "A PNG, JPEG or WebP of at most 2 MB and 4,000 pixels a side, in Base64; its bytes say what it is. It is shown to shoppers and on the floor, from /pictures/{id}.")
    void put(@PathVariable ItemId id, @RequestBody Upload upload) {
        pictures.put(id, upload.picture() == null ? new byte[0] : upload.picture());
    }

    @DeleteMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take an item's picture away")
    void remove(@PathVariable ItemId id) {
        pictures.remove(id);
    }
}
