package wharf.returns.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.returns.NewReturn;
import wharf.returns.Resolution;
import wharf.shared.Ids;
import wharf.shared.OrderId;

/** What a shopper has filled in. For templates. */
public record Wish(UUID request, List<Line> lines, @Nullable String note) {
    private static final int MOST_LINES = 1000;

    /** One line of the order. @param want the SKU to have instead; empty for money */
    public record Line(int line, int quantity, String reason, String want) {}

    /** Read from the form's fields, one value of each name a line. What is no number counts as zero. */
    static Wish of(HttpServletRequest form) {
        var lines = values(form, "line");
        var quantities = values(form, "quantity");
        var reasons = values(form, "reason");
        var wants = values(form, "want");
        var read = new ArrayList<Line>();
        for (int i = 0; i < Math.min(lines.length, MOST_LINES); i++)
            read.add(new Line(number(lines[i]), number(at(quantities, i)), at(reasons, i), at(wants, i)));
        var note = form.getParameter("note");
        return new Wish(
                request(form.getParameter("request")), List.copyOf(read), note == null || note.isBlank() ? null : note);
    }

    private static String[] values(HttpServletRequest form, String name) {
        return Objects.requireNonNullElse(form.getParameterValues(name), new String[0]);
    }

    private static String at(String[] values, int index) {
        return index < values.length ? values[index] : "";
    }

    private static int number(String text) {
        return text.strip().matches("[0-9]{1,7}") ? Integer.parseInt(text.strip()) : 0;
    }

    private static UUID request(@Nullable String text) {
        try {
            return text == null ? Ids.next() : Ids.parse(text);
        } catch (IllegalArgumentException none) {
            return Ids.next();
        }
    }

    /** The lines with a quantity. */
    public List<Line> chosen() {
        return lines.stream().filter(line -> line.quantity() > 0).toList();
    }

    NewReturn meant(OrderId order) {
        return new NewReturn(
                order,
                request,
                chosen().stream()
                        .map(line -> new NewReturn.Line(
                                line.line(),
                                line.quantity(),
                                line.reason(),
                                line.want().isEmpty() ? Resolution.REFUND : Resolution.EXCHANGE,
                                line.want().isEmpty() ? null : line.want()))
                        .toList(),
                note);
    }

    /** What was filled in for a line; nothing of it at first. */
    public Line of(int line) {
        return lines.stream().filter(one -> one.line() == line).findFirst().orElse(new Line(line, 0, "", ""));
    }
}
