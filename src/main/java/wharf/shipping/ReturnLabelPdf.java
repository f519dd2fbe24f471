package wharf.shipping;

import java.util.Locale;
import wharf.printing.Barcode;
import wharf.printing.QrSvg;

/** A return label for an ordinary printer: from the shopper to the warehouse, with the tracking number as bars and the return's number as QR code. */
final class ReturnLabelPdf {
    private static final String PAGE = """
            <html><head><style>
            @page { size: 4in 6in; margin: 3mm }
            body { font-family: 'Liberation Sans', Helvetica; font-size: 9pt }
            div.to { font-size: 13pt; margin: 3mm 0 3mm 8mm }
            div.service { font-size: 16pt; font-weight: bold; border-top: 1pt solid #000; border-bottom: 1pt solid #000; padding: 1mm 0 }
            div.code { margin: 2mm 0 }
            </style></head><body>
            <div>FROM %s</div>
            <div class="to">%s</div>
            <div class="service">RETURN &#8212; %s %s</div>
            <div class="code">TRACKING %s<br/>%s</div>
            <div class="code">%s<br/>%s</div>
            <div style="font-size: 7pt">DEMO CARRIER, A SIMULATOR: NOT VALID POSTAGE</div>
            </body></html>
            """;
    private static final double WIDEST_MM = 88;
    private static final double MODULE_MM = 0.38;
    private static final int HIGH_MM = 20;

    private ReturnLabelPdf() {}

    static byte[] draw(ShipTo from, ShipTo to, String carrier, String service, String tracking, String printed) {
        return Pdf.of(String.format(
                Locale.ROOT,
                PAGE,
                Pdf.escaped(String.join(", ", from.lines())),
                String.join("<br/>", to.lines().stream().map(Pdf::escaped).toList()),
                Pdf.escaped(carrier),
                Pdf.escaped(service.replace('_', ' ')),
                Pdf.escaped(tracking),
                bars(Barcode.code128(tracking)),
                QrSvg.of(printed, "24mm"),
                Pdf.escaped(printed)));
    }

    private static String bars(Barcode barcode) {
        double module = Math.min(MODULE_MM, WIDEST_MM / barcode.modules());
        double width = barcode.modules() * module;
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.2fmm\" height=\"%dmm\" viewBox=\"0 0 %.3f %d\">%s</svg>",
                width,
                HIGH_MM,
                width,
                HIGH_MM,
                barcode.svg(0, 0, module, HIGH_MM));
    }
}
