package wharf.messaging;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.platform.BrandColor;

/**
 * A message in a shopper's language, before it becomes text and HTML. Public for its template.
 *
 * @param language BCP 47, for the HTML's {@code lang}
 * @param color {@code #rrggbb}
 * @param footer other things the reader may want to do
 * @param scales questions answered with one tap; the plain text has {@code link} instead
 * @param lines what is ordered or in the parcel, one per entry
 */
public record Letter(
        String language,
        String brand,
        String color,
        String subject,
        String greeting,
        List<String> paragraphs,
        String linesTitle,
        List<String> lines,
        @Nullable Link link,
        String closing,
        List<Link> footer,
        List<Scale> scales) {

    Letter(
            String language,
            String brand,
            String color,
            String subject,
            String greeting,
            List<String> paragraphs,
            String linesTitle,
            List<String> lines,
            @Nullable Link link,
            String closing) {
        this(
                language,
                brand,
                color,
                subject,
                greeting,
                paragraphs,
                linesTitle,
                lines,
                link,
                closing,
                List.of(),
                List.of());
    }

    /** The same with links below. */
    Letter above(List<Link> links) {
        return new Letter(
                language, brand, color, subject, greeting, paragraphs, linesTitle, lines, link, closing, links, scales);
    }

    /** The same with questions. */
    Letter asking(List<Scale> questions) {
        return new Letter(
                language,
                brand,
                color,
                subject,
                greeting,
                paragraphs,
                linesTitle,
                lines,
                link,
                closing,
                footer,
                questions);
    }

    /** Its colour where text stands on it or is written in it. */
    public BrandColor hue() {
        return BrandColor.of(color);
    }

    /** A button. */
    public record Link(String label, String url) {}

    /** A question with an answer to each number. @param low and @param high what its ends mean */
    public record Scale(String question, String low, String high, List<Link> answers) {}

    /** The same as plain text. */
    String text() {
        var parts = new ArrayList<String>();
        parts.add(greeting);
        parts.addAll(paragraphs);
        if (!lines.isEmpty())
            parts.add(linesTitle + "\n"
                    + String.join("\n", lines.stream().map(line -> "- " + line).toList()));
        if (link != null) parts.add(link.label() + ": " + link.url());
        parts.add(closing);
        footer.forEach(below -> parts.add(below.label() + ": " + below.url()));
        return String.join("\n\n", parts) + "\n";
    }
}
