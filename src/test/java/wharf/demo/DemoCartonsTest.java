package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.demo.DemoItem.Care;
import wharf.packing.CartonTypes;
import wharf.shared.Dimensions;
import wharf.shipping.rating.DemoRates;
import wharf.shipping.rating.Offers;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.Quote;
import wharf.shipping.rating.RateRequest;
import wharf.shipping.rating.SurchargeRule.Kind;
import wharf.testing.WharfTest;

/** What the demo ships in, and what its carrier takes: length, girth, volume and weight. */
@WharfTest
class DemoCartonsTest {
    private static final Place FORT_MYERS = new Place("US", "FL", 26.64, -81.87);
    private static final Place SEATTLE = new Place("US", "WA", 47.6, -122.33);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 26);

    private static final List<String> SUITE =
            List.of("MAILER-S", "MAILER-L", "BOX-S", "BOX-M", "BOX-L", "BOX-XL", "BOX-XXL");

    /** More than six cubic feet, for what nothing smaller holds: a fee for handling is the price of it, by design. */
    private static final Set<String> HANDLED_APART = Set.of("BOX-XXL");

    @Autowired
    CartonTypes cartons;

    private record Parcel(String code, Dimensions outer, int lightGrams, int heaviestGrams) {}

    @Test
    void noneIsRefusedOrChargedAsLargeHoweverItIsFilled() {
        assertThat(Stream.concat(suite(), ownPackaging()))
                .isNotEmpty()
                .allSatisfy(parcel -> assertThat(List.of(parcel.lightGrams(), parcel.heaviestGrams()))
                        .allSatisfy(grams -> {
                            var offers = offers(parcel, grams);
                            assertThat(offers.quotes()).as(offers.toString()).isNotEmpty();
                            assertThat(offers.refused())
                                    .noneMatch(no -> no.reason().contains(" is over "));
                            assertThat(fees(offers)).doesNotContain(Kind.LARGE);
                        }));
    }

    @Test
    void onlyTheOneThatIsMeantForItCostsAFeeForItsSize() {
        assertThat(suite().filter(parcel ->
                        !fees(offers(parcel, parcel.lightGrams())).isEmpty()))
                .extracting(Parcel::code)
                .containsExactlyInAnyOrderElementsOf(HANDLED_APART);
    }

    private Stream<Parcel> suite() {
        var bought = SUITE.stream()
                .map(code -> all(() -> cartons.find(code)).orElseThrow())
                .map(type -> new Parcel(type.code(), type.outer(), type.emptyGrams() + 100, type.maxGrams()));
        var kept = LongCarton.type();
        var outer = new Dimensions(kept.outerLengthMm(), kept.outerWidthMm(), kept.outerHeightMm());
        return Stream.concat(
                bought, Stream.of(new Parcel(kept.code(), outer, kept.emptyGrams() + 100, kept.maxGrams())));
    }

    private static Stream<Parcel> ownPackaging() {
        return DemoMerchant.ALL.stream()
                .flatMap(merchant -> merchant.items().stream())
                .filter(item -> item.is(Care.ALONE))
                .map(item -> new Parcel(
                        item.sku(),
                        new Dimensions(item.length(), item.width(), item.height()),
                        item.grams(),
                        item.grams()));
    }

    private static Offers offers(Parcel parcel, int grams) {
        return DemoRates.rating().offers(new RateRequest(FORT_MYERS, SEATTLE, parcel.outer(), grams, DAY));
    }

    private static List<Kind> fees(Offers offers) {
        return offers.quotes().stream()
                .flatMap(quote -> quote.surcharges().stream())
                .map(Quote.Surcharge::kind)
                .distinct()
                .toList();
    }
}
