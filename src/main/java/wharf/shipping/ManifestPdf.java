package wharf.shipping;

import java.util.List;

/** The document a driver signs. */
final class ManifestPdf {
    private static final String PAGE = """
            <html><head><style>
            @page { size: letter; margin: 15mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
            body { font-family: 'Liberation Sans', Helvetica; font-size: 10pt }
            table { width: 100%%; border-collapse: collapse; -fs-table-paginate: paginate }
            th, td { text-align: left; border-bottom: 0.3pt solid #888; padding: 2pt 4pt }
            </style></head><body>
            <h2>Manifest %d</h2>
            <p>%s &#8212; carrier %s &#8212; %s &#8212; %d parcels, %.1f kg</p>
            <table><thead><tr><th>Parcel</th><th>Tracking</th><th>Service</th><th>SSCC</th><th>To</th><th>kg</th></tr></thead><tbody>
            %s</tbody></table>
            <p style="margin-top: 14mm">Received by (name, signature, time): ______________________________________</p>
            </body></html>
            """;
    private static final String ROW =
            "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s %s</td><td>%.2f</td></tr>%n";

    private ManifestPdf() {}

    static byte[] draw(Manifests.ManifestView manifest, List<ManifestLines.Line> lines) {
        var rows = new StringBuilder();
        for (var line : lines)
            rows.append(String.format(
                    java.util.Locale.ROOT,
                    ROW,
                    line.number(),
                    Pdf.escaped(line.tracking()),
                    Pdf.escaped(line.service()),
                    line.sscc(),
                    Pdf.escaped(line.city()),
                    Pdf.escaped(line.country()),
                    line.weightGrams() / 1000.0));
        double kilograms =
                lines.stream().mapToInt(ManifestLines.Line::weightGrams).sum() / 1000.0;
        return Pdf.of(String.format(
                java.util.Locale.ROOT,
                PAGE,
                manifest.number(),
                Pdf.escaped(manifest.siteName()),
                Pdf.escaped(manifest.carrier()),
                manifest.businessDay(),
                lines.size(),
                kilograms,
                rows));
    }
}
