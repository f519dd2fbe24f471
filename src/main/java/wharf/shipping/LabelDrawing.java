package wharf.shipping;

import java.util.List;
import wharf.printing.ZplLabel;
import wharf.shipping.rating.Quote;

/** Lays a 4 by 6 inch shipping label out: sender, recipient, service, marks, tracking number, SSCC. */
final class LabelDrawing {
    private static final int LEFT = 36;
    private static final int WIDE = ZplLabel.WIDTH - 2 * LEFT;
    /** The corner for the word COPY stays free. */
    private static final int BESIDE_COPY = 590;

    /** More letters than this do not fit beside the weight at full height. */
    private static final int LONG_SERVICE = 11;

    private LabelDrawing() {}

    static String zpl(LabelJobs.LabelJob job, CarrierPort.Sold sold, Quote quote) {
        var parcel = job.parcel();
        var label = new ZplLabel();
        sender(label, job.site());
        label.bar(0, 176, ZplLabel.WIDTH, 4);
        recipient(label, parcel.shipTo().lines());
        label.bar(0, 520, ZplLabel.WIDTH, 4);
        var service = sold.service().replace('_', ' ');
        label.text(LEFT, 536, service.length() > LONG_SERVICE ? 48 : 64, 470, service);
        label.text(520, 536, 28, 256, weight(parcel.weightGrams()));
        label.text(520, 570, 28, 256, "ZONE " + quote.zone() + "  BY " + quote.deliverBy());
        label.text(LEFT, 612, 36, WIDE, marks(parcel));
        label.bar(0, 656, ZplLabel.WIDTH, 4);
        label.text(LEFT, 668, 26, WIDE, "TRACKING  " + sold.tracking());
        label.code128(LEFT + 30, 704, 3, 170, sold.tracking());
        label.bar(0, 892, ZplLabel.WIDTH, 4);
        label.gs1(LEFT + 30, 912, 3, 200, "00" + parcel.sscc());
        label.text(LEFT, 1124, 30, WIDE, "SSCC (00) " + parcel.sscc());
        label.text(
                LEFT, 1172, 24, WIDE, "Parcel " + parcel.number() + "   DEMO CARRIER, A SIMULATOR: NOT VALID POSTAGE");
        return label.zpl();
    }

    private static void sender(ZplLabel label, LabelJobs.Site site) {
        label.text(LEFT, 24, 26, BESIDE_COPY, "FROM " + site.name());
        label.text(LEFT, 58, 26, BESIDE_COPY, site.line1());
        label.text(LEFT, 92, 26, BESIDE_COPY, Sites.town(site.city(), site.region(), site.postcode()));
        label.text(LEFT, 126, 26, BESIDE_COPY, site.place().country());
    }

    private static void recipient(ZplLabel label, List<String> lines) {
        label.text(LEFT, 196, 26, 80, "TO");
        int y = 196;
        for (var line : lines) {
            label.text(LEFT + 84, y, 46, WIDE - 84, line);
            y += 53;
        }
    }

    private static String marks(ParcelView parcel) {
        return String.join(
                "  *  ",
                parcel.marks().stream().sorted().map(ParcelMark::printed).toList());
    }

    static String weight(int grams) {
        return String.format(java.util.Locale.ROOT, "%.1f LB  %.2f KG", grams / 453.59237, grams / 1000.0);
    }
}
