package wharf.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.ItemId;
import wharf.shared.Lane;
import wharf.shared.Refusal;
import wharf.shared.Scope;

/**
 * Pictures as pages show them. Anybody may see one who has its item's id, which nobody can guess: shoppers see them before they are known.
 * An item without one gets a plain parcel, so that a page needs no second look.
 */
@Controller
class PictureScreens {
    private static final Context ANYBODY = new Context(Scope.ALL, Actor.system("pictures"), Lane.SCREEN);
    private static final CacheControl A_WHILE =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();
    private static final Picture NONE = none();

    private final Pictures pictures;

    PictureScreens(Pictures pictures) {
        this.pictures = pictures;
    }

    @GetMapping("/pictures/{item}")
    @PreAuthorize("permitAll()")
    ResponseEntity<byte[]> show(
            @PathVariable ItemId item, @RequestParam(defaultValue = "") String v, WebRequest request) {
        var picture = pictures.remembered(item)
                .filter(known -> isAsked(known, v))
                .orElseGet(() -> look(item))
                .orElse(NONE);
        var tag = '"' + picture.version().substring(0, 32) + '"';
        if (request.checkNotModified(tag))
            return ResponseEntity.status(304).eTag(tag).cacheControl(A_WHILE).build();
        return ResponseEntity.ok()
                .eTag(tag)
                .cacheControl(A_WHILE)
                .contentType(MediaType.parseMediaType(picture.mediaType()))
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .body(picture.content());
    }

    /** A page that names a version knows more than this node, which may not have heard of the change. */
    private static boolean isAsked(Optional<Picture> known, String version) {
        return version.isEmpty()
                || known.map(Picture::version).orElse(Pictures.NONE).startsWith(version);
    }

    private Optional<Picture> look(ItemId item) {
        var found = ANYBODY.call(() -> pictures.find(item));
        pictures.remember(item, found);
        return found;
    }

    @PostMapping("/items/{id}/picture")
    @PreAuthorize("hasAuthority('catalog:write')")
    String put(
            @PathVariable ItemId id,
            @RequestParam(required = false) @Nullable MultipartFile picture,
            RedirectAttributes flash)
            throws IOException {
        pictures.owner(id);
        if (picture == null || picture.isEmpty()) return "redirect:/items/" + id + "?picture=missing";
        try {
            if (picture.getSize() > PictureFile.LARGEST_BYTES)
                throw Refusal.invalid(
                        "too-large", "picture", picture.getSize(), "A picture has at most 2 MB; save a smaller one.");
            pictures.put(id, picture.getBytes());
        } catch (Refusal refusal) {
            flash.addFlashAttribute(
                    "flashError",
                    "Nothing was saved. “%s”: %s"
                            .formatted(
                                    Objects.requireNonNullElse(picture.getOriginalFilename(), "The file"),
                                    refusal.problems().getFirst().message()));
        }
        return "redirect:/items/" + id;
    }

    @PostMapping("/items/{id}/picture/removal")
    @PreAuthorize("hasAuthority('catalog:write')")
    String remove(@PathVariable ItemId id) {
        pictures.remove(id);
        return "redirect:/items/" + id;
    }

    private static Picture none() {
        var svg = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" role="img" aria-label="No picture">\
                <path d="M22 42 60 24l38 18v38L60 98 22 80z" fill="#94a3b8" fill-opacity=".25" stroke="#64748b" stroke-width="3" stroke-linejoin="round"/>\
                <path d="M22 42l38 18 38-18M60 60v38M41 33l38 18" fill="none" stroke="#64748b" stroke-width="3" stroke-linejoin="round"/></svg>
                """.strip().getBytes(StandardCharsets.UTF_8);
        return new Picture("image/svg+xml", Pictures.version(svg), svg);
    }
}
