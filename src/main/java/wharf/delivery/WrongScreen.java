package wharf.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
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
    private static final int MOST_LINES = 100;

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
            @RequestParam(required = false) @Nullable List<MultipartFile> photo,
            RedirectAttributes flash)
            throws IOException {
        var link = door.open(merchant, token).orElseThrow(() -> Refusal.notFound("order", "behind this address"));
        var back = "redirect:/shop/" + merchant + "/track/" + token;
        keep(flash, parcel, reason, text, Objects.requireNonNullElse(line, List.of()));
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
        flash.getFlashAttributes().clear();
        return back;
    }

    /** Until the page has shown it: what a shopper has written is not lost for a photo that cannot be taken. */
    private static void keep(
            RedirectAttributes flash, ParcelId parcel, String reason, String text, List<Integer> lines) {
        flash.addFlashAttribute("wrongParcel", parcel.toString());
        flash.addFlashAttribute(
                "wrongReason", reason(reason).map(CaseReason::name).orElse(""));
        flash.addFlashAttribute("wrongText", text.substring(0, Math.min(text.length(), LONGEST)));
        flash.addFlashAttribute(
                "wrongLines",
                lines.stream().limit(MOST_LINES).map(String::valueOf).collect(Collectors.joining(",")));
    }

    /** What {@link #keep} has kept for this page. */
    static TrackPage.@Nullable Said said(Model model) {
        var parcel = model.getAttribute("wrongParcel");
        if (parcel == null) return null;
        var lines = Pattern.compile("\\d{1,6}")
                .matcher(kept(model, "wrongLines"))
                .results()
                .map(found -> Integer.valueOf(found.group()))
                .collect(Collectors.toSet());
        return new TrackPage.Said(parcel.toString(), kept(model, "wrongReason"), lines, kept(model, "wrongText"));
    }

    private static String kept(Model model, String name) {
        return Objects.requireNonNullElse(model.getAttribute(name), "").toString();
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
