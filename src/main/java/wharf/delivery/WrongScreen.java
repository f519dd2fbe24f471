package wharf.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import wharf.delivery.cases.CaseReason;
import wharf.delivery.cases.CaseView;
import wharf.delivery.cases.Cases;
import wharf.delivery.cases.NewCase;
import wharf.delivery.cases.Photo;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** "Something is wrong" on a shopper's page: what, in their words, with photos. Leads back to the page, which shows what becomes of it. */
@Controller
class WrongScreen {
    private static final Set<String> PROBLEMS = Set.of("text", "photo", "reason", "many");
    private static final int LONGEST = 2000;

    private final TrackDoor door;
    private final Cases cases;

    WrongScreen(TrackDoor door, Cases cases) {
        this.door = door;
        this.cases = cases;
    }

    /** Only what we say ourselves is shown on the page. */
    static @Nullable String known(@Nullable String problem) {
        return problem != null && PROBLEMS.contains(problem) ? problem : null;
    }

    @PostMapping("/shop/{merchant}/track/{token}/cases")
    @PreAuthorize("permitAll()")
    String open(
            @PathVariable String merchant,
            @PathVariable String token,
            @RequestParam ParcelId parcel,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable List<Integer> line,
            @RequestParam(required = false) @Nullable List<MultipartFile> photo)
            throws IOException {
        var link = door.open(merchant, token).orElseThrow(() -> Refusal.notFound("order", "behind this address"));
        var back = "redirect:/shop/" + merchant + "/track/" + token;
        var what = reason(reason);
        if (what.isEmpty()) return back + "?problem=reason";
        if (!readable(text)) return back + "?problem=text";
        var photos = photos(Objects.requireNonNullElse(photo, List.of()));
        if (photos.isEmpty()) return back + "?problem=photo";
        var news = new NewCase(
                new OrderId(link.subject()),
                parcel,
                what.get(),
                text.strip(),
                CaseView.OpenedBy.SHOPPER,
                Objects.requireNonNullElse(line, List.of()),
                photos.get());
        try {
            link.context().call(() -> cases.open(news));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) throw refusal;
            return back + "?problem=many";
        }
        return back;
    }

    private static Optional<CaseReason> reason(String name) {
        return Arrays.stream(CaseReason.values())
                .filter(CaseReason.OF_SHOPPERS::contains)
                .filter(reason -> reason.name().equals(name))
                .findFirst();
    }

    private static boolean readable(String text) {
        var problems = new ArrayList<wharf.shared.Problem>();
        Texts.require(problems, "text", text, LONGEST);
        return problems.isEmpty();
    }

    /** All of them checked; empty if one is no picture, or they are too many. A field left empty sends a file of no bytes. */
    private static Optional<List<Photo>> photos(List<MultipartFile> files) throws IOException {
        var photos = new ArrayList<Photo>();
        for (var file : files) {
            if (file.isEmpty()) continue;
            if (file.getSize() > Photo.LARGEST_BYTES || photos.size() == Photo.MOST) return Optional.empty();
            var photo = Photo.of(file.getBytes());
            if (photo.isEmpty()) return Optional.empty();
            photos.add(photo.get());
        }
        return Optional.of(photos);
    }
}
