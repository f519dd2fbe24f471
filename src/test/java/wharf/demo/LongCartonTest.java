package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wharf.shared.Dimensions;
import wharf.shipping.rating.DemoRates;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.Quote;
import wharf.shipping.rating.RateRequest;

class LongCartonTest {
    private static final Place FORT_MYERS = new Place("US", "FL", 26.64, -81.87);
    private static final Place SEATTLE = new Place("US", "WA", 47.6, -122.33);

    @Test
    void every_item_of_the_demo_that_is_longer_than_the_other_boxes_goes_into_it() {
        var type = LongCarton.type();
        var box = sorted(type.innerLengthMm(), type.innerWidthMm(), type.innerHeightMm());

        assertThat(DemoMerchant.ALL.stream()
                        .flatMap(merchant -> merchant.items().stream())
                        .map(item -> sorted(item.length(), item.width(), item.height()))
                        .filter(item -> item[2] > 600))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(IntStream.range(0, 3).allMatch(side -> item[side] <= box[side]))
                        .as("%d × %d × %d mm", item[2], item[1], item[0])
                        .isTrue());
    }

    @Test
    void carriers_charge_no_fee_for_its_size() {
        var type = LongCarton.type();
        var outer = new Dimensions(type.outerLengthMm(), type.outerWidthMm(), type.outerHeightMm());

        var quotes = DemoRates.rating()
                .offers(new RateRequest(FORT_MYERS, SEATTLE, outer, 5000, LocalDate.of(2026, 11, 26)))
                .quotes();

        assertThat(quotes).isNotEmpty().extracting(Quote::surcharges).allMatch(java.util.List::isEmpty);
    }

    private static int[] sorted(int... sides) {
        return IntStream.of(sides).sorted().toArray();
    }
}
