package wharf.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * A picture of one of the demo's items, put together of a few drawings: what it is, its colour, the colour of its cap, label or trim, and the
 * brand's. Ours from the first line to the last, so that it may be shown, copied and changed freely.
 *
 * @param drawing its name in {@code drawings.csv}
 * @param tone its colour
 * @param accent that of its cap, label or trim
 */
record DemoPicture(String drawing, String tone, String accent) {
    private static final Map<String, String> DRAWINGS =
            DemoTable.rows("drawings.csv", ';', row -> Map.entry(row.getField("drawing"), row.getField("shapes")))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final String FRAME = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" role="img" aria-label="%s">\
            <style>.d{fill:#0f172a;fill-opacity:.16}.d2{stroke:#0f172a;stroke-opacity:.25;stroke-width:2}.l{fill:#fff;fill-opacity:.28}\
            .l2{fill:none;stroke:#fff;stroke-opacity:.55;stroke-width:4;stroke-linecap:round}.p{fill:#fff;fill-opacity:.88}\
            .t{fill:none;stroke:#0f172a;stroke-opacity:.4;stroke-width:2.5;stroke-linecap:round}</style>\
            <ellipse cx="60" cy="110" rx="40" ry="5" fill="%s" fill-opacity=".16"/>\
            <g stroke="#0f172a" stroke-opacity=".12" stroke-linejoin="round">%s</g></svg>
            """;

    DemoPicture {
        if (!DRAWINGS.containsKey(drawing)) throw new IllegalArgumentException("no drawing of a " + drawing);
    }

    static DemoPicture of(NamedCsvRecord row) {
        return new DemoPicture(row.getField("drawing"), row.getField("tone"), row.getField("accent"));
    }

    /** The picture as SVG, on the ground of the brand's colour. */
    String svg(String name, String brand) {
        var shapes = Objects.requireNonNull(DRAWINGS.get(drawing))
                .replace("{1}", tone)
                .replace("{2}", accent);
        return FRAME.formatted(HtmlUtils.htmlEscape(name), brand, shapes).strip();
    }
}
