package wharf.shipping.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import wharf.shared.Dimensions;
import wharf.shared.Money;
import wharf.shared.Problem;
import wharf.shipping.rating.SurchargeRule.Kind;
import wharf.shipping.rating.SurchargeRule.Measure;

/** Rules one at a time, each at its edges, with a carrier made up for the purpose. */
class RulesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final LocalDate LAST = LocalDate.of(2026, 3, 31);
    private static final Place FORT_MYERS = new Place("US", "FL", 26.6406, -81.8723);
    private static final Place PHOENIX = new Place("US", "AZ", 33.4484, -112.0740);
    private static final Place TORONTO = new Place("CA", "ON", 43.65, -79.38);
    private static final Place MONTREAL = new Place("CA", "QC", 45.5017, -73.5673);
    private static final DimRule DIM =
            new DimRule("ACME", DimRule.LengthUnit.INCH, DimRule.Rounding.UP, 139, 0, BillingUnit.POUND, FIRST, LAST);

    @Test
    void aSheetCountsFromItsFirstDayToItsLast() {
        var sheet = sheet(LAST);

        assertThat(List.of(FIRST.minusDays(1), FIRST, LAST, LAST.plusDays(1)))
                .map(sheet::validOn)
                .containsExactly(false, true, true, false);
        assertThat(sheet(null).validOn(LAST.plusYears(9))).isTrue();
        assertThat(sheet.name()).isEqualTo("Spring prices");
    }

    @Test
    void aDimRuleAndASurchargeCountFromTheirFirstDayToTheirLast() {
        var rule = surcharge(Kind.NON_STANDARD, Measure.WEIGHT, 0, 100L, false, LAST);
        var parcel = new Measured(1, 1, 1, 1, DIM);

        for (var day : List.of(FIRST.minusDays(1), LAST.plusDays(1))) {
            assertThat(DIM.inForce(day)).isFalse();
            assertThat(rule.applies(parcel, day, true)).isFalse();
        }
        for (var day : List.of(FIRST, LAST)) {
            assertThat(DIM.inForce(day)).isTrue();
            assertThat(rule.applies(parcel, day, true)).isTrue();
        }
        assertThat(surcharge(Kind.NON_STANDARD, Measure.WEIGHT, 0, 100L, false, null)
                        .applies(parcel, LAST.plusYears(9), true))
                .isTrue();
    }

    @Test
    void theLimitItselfIsFreeAndADomesticRuleIsForNobodyAbroad() {
        var parcel = new Measured(20, 5, 4, 12, DIM);

        assertThat(surcharge(Kind.LARGE, Measure.LONGEST, 20, 100L, false, null).applies(parcel, FIRST, true))
                .isFalse();
        assertThat(surcharge(Kind.LARGE, Measure.LONGEST, 19, 100L, false, null).applies(parcel, FIRST, false))
                .isTrue();
        assertThat(surcharge(Kind.LARGE, Measure.LONGEST, 19, 100L, true, null).applies(parcel, FIRST, true))
                .isTrue();
        assertThat(surcharge(Kind.LARGE, Measure.LONGEST, 19, 100L, true, null).applies(parcel, FIRST, false))
                .isFalse();
    }

    @Test
    void aParcelIsMeasuredAsItsCarrierDoes() {
        var parcel = new Measured(20, 5, 4, 12, DIM);

        assertThat(List.of(Measure.values())).map(parcel::value).containsExactly(20L, 5L, 20L + 2 * (5 + 4), 400L, 12L);
        assertThat(List.of(Measure.values())).map(parcel::unit).containsExactly("in", "in", "in", "in³", "lb");
    }

    @Test
    void aSurchargeHasAnAmountAndARefusalHasNone() {
        assertThatThrownBy(() -> surcharge(Kind.REFUSED, Measure.WEIGHT, 1, 100L, false, null))
                .hasMessageContaining("REFUSED");
        assertThatThrownBy(() -> surcharge(Kind.LARGE, Measure.WEIGHT, 1, null, false, null))
                .hasMessageContaining("LARGE");
    }

    @Test
    void theHighestOfEachKindIsCharged() {
        var rating = rating(
                List.of(DIM),
                surcharge(Kind.NON_STANDARD, Measure.LONGEST, 10, 400L, false, null),
                surcharge(Kind.NON_STANDARD, Measure.LONGEST, 15, 900L, false, null),
                surcharge(Kind.ADDITIONAL_HANDLING, Measure.LONGEST, 10, 50L, false, null));

        var quote = rating.offers(request(new Dimensions(500, 100, 100), 400, FIRST))
                .of("GROUND")
                .orElseThrow();

        assertThat(quote.surcharges())
                .extracting(Quote.Surcharge::kind, added -> added.amount().minor())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.ADDITIONAL_HANDLING, 50L),
                        org.assertj.core.groups.Tuple.tuple(Kind.NON_STANDARD, 900L));
        assertThat(quote.cost().minor()).isEqualTo(900 + 50 + 900);
    }

    @Test
    void a_sheet_in_another_currency_than_a_surcharge_that_is_due_has_no_price_and_fails_nobody() {
        var prices = List.of(new RateSheet.Cell("GROUND", 4, 150, 1_500, 2));
        var canadian = new RateSheet("ACME", "Canada", "CAD", FIRST, null, prices);
        var heavy = surcharge(Kind.ADDITIONAL_HANDLING, Measure.WEIGHT, 50, 4_425L, false, null);
        var rating = new Rating(List.of(canadian), List.of(DIM), List.of(heavy), CarrierDays.WEEKDAYS);
        var small = new Dimensions(200, 200, 200);

        var light = rating.offers(new RateRequest(TORONTO, MONTREAL, small, 1_000, FIRST));
        var over = rating.offers(new RateRequest(TORONTO, MONTREAL, small, 30_000, FIRST));

        assertThat(light.quotes()).extracting(Quote::cost).containsExactly(Money.of(1_500, "CAD"));
        assertThat(over.quotes()).isEmpty();
        assertThat(over.refused())
                .singleElement()
                .satisfies(not -> assertThat(not.reason()).contains("CAD", "USD", "over 50 lb"));
    }

    @Test
    void aCarrierWithoutRulesThatDayOffersNothingAndSaysSo() {
        assertThat(rating(List.of())
                        .offers(request(new Dimensions(100, 100, 100), 400, FIRST))
                        .refused())
                .extracting(Offers.NotOffered::reason)
                .containsOnly("no rules of ACME are in force that day");
    }

    @Test
    void aParcelWeighsSomething() {
        assertThat(request(new Dimensions(1, 1, 1), 1, FIRST).weightGrams()).isEqualTo(1);
        assertThatThrownBy(() -> request(new Dimensions(1, 1, 1), 0, FIRST)).hasMessageContaining("weight of 0 g");
    }

    @Test
    void withoutAPromiseTheCheapestReplacesAServiceThatIsNotOffered() {
        var offers = rating(List.of(DIM)).offers(request(new Dimensions(100, 100, 100), 400, FIRST));

        assertThat(offers.cheapest()).map(Quote::service).hasValue("GROUND");
        assertThat(ServiceChoice.of(offers, "DRONE", null)).hasValueSatisfying(choice -> {
            assertThat(choice.quote().service()).isEqualTo("GROUND");
            assertThat(choice.keepsPromise()).isTrue();
            assertThat(choice.reason()).isEqualTo("DRONE is not offered on this way; the cheapest that is");
        });
        assertThat(ServiceChoice.of(new Offers(List.of(), List.of()), "DRONE", null))
                .isEmpty();
    }

    @Test
    void amongServicesThatAreAllLateAndEquallySoonTheCheaperOneIsTaken() {
        var offers = rating(List.of(DIM)).offers(request(new Dimensions(100, 100, 100), 400, FIRST));

        assertThat(ServiceChoice.of(offers, "GROUND", FIRST.minusDays(9)))
                .map(choice -> choice.quote().service())
                .hasValue("EXPRESS");
    }

    @Test
    void eachSideAndThePoundJustOverACliffAreWarnedOf() {
        // 12 x 12 x 12 in = 1728 / 139 = 13 lb; an inch less on any side is 1584 / 139 = 12 lb.
        var cube = request(new Dimensions(304, 304, 304), 400, FIRST);
        assertThat(warnings(cube))
                .containsExactly("1 in less in length 100", "1 in less in width 100", "1 in less in height 100");
        assertThat(warnings(request(new Dimensions(100, 100, 100), 20 * 454 + 10, FIRST)))
                .containsExactly("1 lb less in weight 100");
        assertThat(warnings(request(new Dimensions(20, 10, 5), 400, FIRST))).isEmpty();
        assertThat(new Cliffs(rating(List.of(DIM)), Money.of(101, "USD")).of(cube, "GROUND"))
                .isEmpty();
        assertThat(new Cliffs(rating(List.of(DIM)), Money.of(1, "USD")).of(cube, "DRONE"))
                .isEmpty();
    }

    @Test
    void milesAreThoseOfTheGreatCircle() {
        assertThat(Zones.miles(26.6406, -81.8723, 33.4484, -112.0740)).isCloseTo(1859.3, within(0.1));
        assertThat(Zones.between(FORT_MYERS, PHOENIX)).isEqualTo(8);
        assertThat(Zones.between(TORONTO, MONTREAL))
                .as("313 miles within Canada")
                .isEqualTo(4);
    }

    @Test
    void territoriesAreTheLastDomesticZone() {
        assertThat(Zones.isDomestic(Zones.TERRITORIES)).isTrue();
        assertThat(Zones.isDomestic(Zones.CANADA)).isFalse();
        assertThat(Zones.isDomestic(Zones.TERRITORIES + 1)).isFalse();
    }

    @Test
    void theSmallestAndTheLargestNumbersOfASheetAreTakenAndThoseBeyondAreNot() {
        var header = "service,zone,up_to,amount,transit_days\n";

        assertThat(RateSheetCsv.read(header + "GROUND,1,1,1,0\nGROUND,99,1000,1,60\n", "USD")
                        .problems())
                .isEmpty();
        assertThat(RateSheetCsv.read(
                                header + "GROUND,0,1,1,0\nGROUND,100,1,1,0\nGROUND,1,1001,1,0\nGROUND,1,1,1,61\n",
                                "USD")
                        .problems())
                .extracting(Problem::field)
                .containsExactly("line 2.zone", "line 3.zone", "line 4.up_to", "line 5.transit_days");
        assertThat(RateSheetCsv.read(header, "USD").problems())
                .extracting(Problem::code)
                .containsExactly("empty");
        assertThat(RateSheetCsv.read(header + "ground,1,1,1,0\n", "USD").problems())
                .extracting(Problem::code)
                .containsExactly("bad-row");
        assertThat(RateSheetCsv.read(header + "GROUND,1,1,1,0\nGROUND,1,1,2,0\n", "USD")
                        .problems())
                .extracting(Problem::code)
                .containsExactly("double-row");
    }

    private static List<String> warnings(RateRequest parcel) {
        return new Cliffs(rating(List.of(DIM)), Money.of(100, "USD"))
                .of(parcel, "GROUND").stream()
                        .map(warning -> warning.change() + " " + warning.saves().minor())
                        .toList();
    }

    /** A pound costs a dollar more than the one before. */
    private static RateSheet sheet(@Nullable LocalDate validTo) {
        var cells = new java.util.ArrayList<RateSheet.Cell>();
        for (int pounds = 1; pounds <= 150; pounds++) {
            cells.add(new RateSheet.Cell("GROUND", 8, pounds, 600 + 100L * pounds, 5));
            cells.add(new RateSheet.Cell("EXPRESS", 8, pounds, 2_000 + 100L * pounds, 1));
            cells.add(new RateSheet.Cell("PLUS", 8, pounds, 2_500 + 100L * pounds, 1));
        }
        return new RateSheet("ACME", "Spring prices", "USD", FIRST, validTo, cells);
    }

    private static Rating rating(List<DimRule> dims, SurchargeRule... surcharges) {
        return new Rating(List.of(sheet(null)), dims, List.of(surcharges), CarrierDays.WEEKDAYS);
    }

    private static SurchargeRule surcharge(
            Kind kind,
            Measure measure,
            int over,
            @Nullable Long minor,
            boolean domesticOnly,
            @Nullable LocalDate validTo) {
        return new SurchargeRule(
                "ACME",
                kind,
                measure,
                over,
                minor == null ? null : Money.of(minor, "USD"),
                0,
                domesticOnly,
                FIRST,
                validTo);
    }

    private static RateRequest request(Dimensions size, int grams, LocalDate day) {
        return new RateRequest(FORT_MYERS, PHOENIX, size, grams, day);
    }
}
