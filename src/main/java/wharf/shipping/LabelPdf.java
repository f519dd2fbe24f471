package wharf.shipping;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.printing.Barcode;

/** The same label for an ordinary printer, with all that {@link LabelDrawing} says: one page of 4 by 6 inches. */
final class LabelPdf {
    private static final String PAGE = """
            <html><head><style>
            @page { size: 4in 6in; margin: 3mm }
            body { font-family: 'Liberation Sans', Helvetica; font-size: 9pt }
            div.from { font-size: 8pt; border-bottom: 1pt solid #000; padding-bottom: 1mm }
            div.to { font-size: 13pt; margin: 3mm 0 3mm 8mm }
            div.service { font-size: 18pt; font-weight: bold; border-top: 1pt solid #000; border-bottom: 1pt solid #000; padding: 1mm 0 }
            div.code { margin: 2mm 0 }
            </style></head><body>
            <div class="from">FROM %s</div>
            <div>Parcel %d &#8212; %s %s</div>
            <div class="to">%s</div>
            <div class="service">%s</div>
            <div>%s</div>
            <div class="code">TRACKING %s<br/>%s</div>
            <div class="code">%s<br/>SSCC (00) %s</div>
            <div style="font-size: 7pt">DEMO CARRIER, A SIMULATOR: NOT VALID POSTAGE</div>
            </body></html>
            """;
    private static final double WIDEST_MM = 88;
    private static final double MODULE_MM = 0.38;
    private static final int HIGH_MM = 18;

    private LabelPdf() {}

    /** @param sender the lines of the address that it comes back to */
    static byte[] draw(ParcelView parcel, LabelView label, List<String> sender, @Nullable Integer zone) {
        var marks = String.join(
                " * ", parcel.marks().stream().sorted().map(ParcelMark::printed).toList());
        var tracking = String.valueOf(label.tracking());
        return Pdf.of(String.format(
                java.util.Locale.ROOT,
                PAGE,
                Pdf.escaped(String.join(", ", sender)),
                parcel.number(),
                Pdf.escaped(String.valueOf(label.carrier())),
                Pdf.escaped(marks),
                lines(parcel.shipTo().lines()),
                Pdf.escaped(String.valueOf(label.service()).replace('_', ' ')),
                Pdf.escaped(LabelDrawing.weight(parcel.weightGrams())
                        + (zone == null ? "" : "  ZONE " + zone)
                        + (label.deliverBy() == null ? "" : "  BY " + label.deliverBy())),
                Pdf.escaped(tracking),
                svg(Barcode.code128(tracking)),
                svg(Barcode.gs1("[00]" + parcel.sscc())),
                parcel.sscc()));
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(Pdf::escaped).collect(Collectors.joining("<br/>"));
    }

    private static String svg(Barcode barcode) {
        double module = Math.min(MODULE_MM, WIDEST_MM / barcode.modules());
        double width = barcode.modules() * module;
        return String.format(
                java.util.Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.2fmm\" height=\"%dmm\" viewBox=\"0 0 %.3f %d\">%s</svg>",
                width,
                HIGH_MM,
                width,
                HIGH_MM,
                barcode.svg(0, 0, module, HIGH_MM));
    }
}
