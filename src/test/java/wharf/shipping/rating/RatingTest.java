package wharf.shipping.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import wharf.shared.Dimensions;
import wharf.shared.Money;

class RatingTest {
    private static final Place FORT_MYERS = new Place("US", "FL", 26.6406, -81.8723);
    private static final Place PHOENIX = new Place("US", "AZ", 33.4484, -112.0740);
    private static final Place MIAMI = new Place("US", "FL", 25.7617, -80.1918);
    private static final Place TORONTO = new Place("CA", "ON", 43.65, -79.38);
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private final Rating rating = DemoRates.rating();

    @Test
    void the_worked_example_of_the_rules_is_billed_four_pounds() {
        var quote = ground(parcel(282, 206, 104, 900), FORT_MYERS, MIAMI, MONDAY);

        assertThat(quote.billable()).isEqualTo(4);
        assertThat(quote.unit()).isEqualTo(BillingUnit.POUND);
    }

    @Test
    void the_same_parcel_is_rated_by_the_rules_of_its_day() {
        var size = parcel(282, 206, 104, 900);

        // 11.1 x 8.1 x 4.1 in to the nearest inch is 11 x 8 x 4 = 352 / 139, before sides were rounded up.
        assertThat(ground(size, FORT_MYERS, MIAMI, LocalDate.of(2025, 8, 17)).billable())
                .isEqualTo(3);
        assertThat(ground(size, FORT_MYERS, MIAMI, LocalDate.of(2025, 8, 18)).billable())
                .isEqualTo(4);
    }

    @Test
    void twelve_inches_stored_in_whole_millimetres_stay_twelve_inches() {
        assertThat(DimRule.LengthUnit.INCH.up(305)).isEqualTo(12);
        assertThat(DimRule.LengthUnit.INCH.up(306)).isEqualTo(13);
        assertThat(BillingUnit.POUND.steps(454)).isEqualTo(1);
        assertThat(BillingUnit.POUND.steps(455)).isEqualTo(2);
    }

    @Test
    void a_heavy_small_parcel_is_billed_by_its_weight() {
        assertThat(ground(parcel(100, 100, 100, 4_600), FORT_MYERS, MIAMI, MONDAY)
                        .billable())
                .isEqualTo(11);
    }

    @Test
    void only_the_highest_additional_handling_is_charged() {
        var quote = ground(parcel(1300, 100, 100, 24_000), FORT_MYERS, MIAMI, MONDAY);

        assertThat(quote.surcharges()).singleElement().satisfies(added -> {
            assertThat(added.kind()).isEqualTo(SurchargeRule.Kind.ADDITIONAL_HANDLING);
            assertThat(added.amount()).isEqualTo(Money.of(4425, "USD"));
            assertThat(added.reason()).isEqualTo("weight of 53 lb is over 50 lb");
        });
    }

    @Test
    void a_large_parcel_is_billed_ninety_pounds_and_no_additional_handling() {
        var quote = ground(parcel(2500, 150, 150, 5_000), FORT_MYERS, MIAMI, MONDAY);

        assertThat(quote.billable()).isEqualTo(90);
        assertThat(quote.surcharges()).extracting(Quote.Surcharge::kind).containsExactly(SurchargeRule.Kind.LARGE);
    }

    @Test
    void what_is_too_heavy_or_too_long_is_refused_with_the_limit() {
        var heavy = rating.offers(request(parcel(500, 500, 500, 69_000), FORT_MYERS, MIAMI, MONDAY));

        assertThat(heavy.quotes()).isEmpty();
        assertThat(heavy.refused())
                .filteredOn(offer -> offer.service().equals("GROUND"))
                .extracting(Offers.NotOffered::reason)
                .containsExactly("weight of 153 lb is over 150 lb");
    }

    @Test
    void the_volume_rule_counts_from_its_first_day() {
        var big = parcel(889, 431, 457, 5_000);

        assertThat(ground(big, FORT_MYERS, MIAMI, LocalDate.of(2025, 12, 31)).surcharges())
                .isEmpty();
        assertThat(ground(big, FORT_MYERS, MIAMI, LocalDate.of(2026, 1, 1)).surcharges())
                .singleElement()
                .satisfies(added -> assertThat(added.reason()).contains("volume of 10710 in³ is over 10368 in³"));
    }

    @Test
    void far_costs_more_and_takes_longer_than_near() {
        var near = ground(parcel(200, 200, 200, 1_000), FORT_MYERS, MIAMI, MONDAY);
        var far = ground(parcel(200, 200, 200, 1_000), FORT_MYERS, PHOENIX, MONDAY);

        assertThat(near.zone()).isEqualTo(2);
        assertThat(near.deliverBy()).isEqualTo("2026-03-03");
        assertThat(far.zone()).isEqualTo(8);
        assertThat(far.deliverBy()).isEqualTo("2026-03-09");
        assertThat(far.cost()).isGreaterThan(near.cost());
    }

    @Test
    void abroad_only_the_international_service_is_offered() {
        var offers = rating.offers(request(parcel(200, 200, 200, 1_000), FORT_MYERS, TORONTO, MONDAY));

        assertThat(offers.quotes()).extracting(Quote::service).containsExactly("INTERNATIONAL");
        assertThat(offers.refused()).extracting(Offers.NotOffered::reason).containsOnly("not offered to zone 11");
    }

    @Test
    void usps_counts_size_only_above_a_cubic_foot_and_dhl_bills_half_kilograms() {
        var usps = dim("USPS");
        var dhl = dim("DHL");

        assertThat(usps.steps(new Dimensions(305, 305, 305))).isZero();
        assertThat(usps.steps(new Dimensions(330, 305, 305))).isEqualTo(12);
        // 40 x 30 x 20 cm = 24000 / 5000 = 4.8 kg, so ten halves.
        assertThat(dhl.steps(new Dimensions(400, 300, 200))).isEqualTo(10);
        assertThat(dhl.billing().steps(1_200)).isEqualTo(3);
    }

    @Test
    void the_cheapest_service_that_keeps_the_promise_is_chosen() {
        var offers = rating.offers(request(parcel(200, 200, 200, 1_000), FORT_MYERS, PHOENIX, MONDAY));

        var relaxed = ServiceChoice.of(offers, "OVERNIGHT", LocalDate.of(2026, 3, 10));
        var tight = ServiceChoice.of(offers, "GROUND", LocalDate.of(2026, 3, 4));
        var impossible = ServiceChoice.of(offers, "GROUND", MONDAY);
        var ordered = ServiceChoice.of(offers, "TWO_DAY", null);

        assertThat(relaxed).map(choice -> choice.quote().service()).hasValue("GROUND");
        assertThat(tight).map(choice -> choice.quote().service()).hasValue("TWO_DAY");
        assertThat(impossible).hasValueSatisfying(choice -> {
            assertThat(choice.quote().service()).isEqualTo("OVERNIGHT");
            assertThat(choice.keepsPromise()).isFalse();
            assertThat(choice.reason()).contains("none arrives by 2026-03-02");
        });
        assertThat(ordered).map(choice -> choice.quote().service()).hasValue("TWO_DAY");
    }

    @Test
    void an_inch_over_a_limit_is_warned_of_with_what_it_costs() {
        var cliffs = new Cliffs(rating, Money.of(500, "USD"));

        var warnings = cliffs.of(request(parcel(1235, 200, 200, 2_000), FORT_MYERS, MIAMI, MONDAY), "GROUND");

        assertThat(warnings).extracting(Cliffs.Warning::change).contains("1 in less in length");
        assertThat(warnings).allSatisfy(warning -> assertThat(warning.saves()).isGreaterThan(Money.of(2000, "USD")));
    }

    @Test
    void a_weekend_counts_for_nothing() {
        assertThat(CarrierDays.WEEKDAYS.after(LocalDate.of(2026, 3, 6), 1)).isEqualTo("2026-03-09");
        assertThat(CarrierDays.WEEKDAYS.after(LocalDate.of(2026, 3, 7), 1)).isEqualTo("2026-03-10");
        var holiday = new CarrierDays(java.util.Set.of(LocalDate.of(2026, 3, 9)));
        assertThat(holiday.after(LocalDate.of(2026, 3, 6), 1)).isEqualTo("2026-03-10");
    }

    @Test
    void nothing_arrives_on_a_day_on_which_the_carriers_rest() {
        assertThat(arrival("2026-12-23", 2)).as("Christmas Day 2026").isEqualTo("2026-12-28");
        assertThat(arrival("2026-11-25", 1)).as("Thanksgiving 2026").isEqualTo("2026-11-27");
        assertThat(arrival("2026-12-31", 1)).as("New Year's Day 2027").isEqualTo("2027-01-04");
        assertThat(arrival("2027-05-28", 1)).as("Memorial Day 2027").isEqualTo("2027-06-01");
        assertThat(arrival("2027-07-02", 1))
                .as("the Fourth of July 2027 is a Sunday")
                .isEqualTo("2027-07-06");
        assertThat(arrival("2027-09-03", 1)).as("Labor Day 2027").isEqualTo("2027-09-07");
        assertThat(arrival("2026-10-09", 1)).as("on Columbus Day they drive").isEqualTo("2026-10-12");
    }

    private static LocalDate arrival(String shipOn, int workingDays) {
        var leaves = LocalDate.parse(shipOn);
        return CarrierDays.unitedStates(leaves).after(leaves, workingDays);
    }

    @Test
    void a_bad_line_of_a_rate_sheet_is_named_by_its_number() {
        var parsed = RateSheetCsv.read("""
                service,zone,up_to,amount,transit_days
                GROUND,2,1,7.10,1
                GROUND,two,1,7.10,1
                GROUND,3,1,7.105,1
                GROUND,2,1,7.20,1
                """, "USD");

        assertThat(parsed.problems())
                .extracting(problem -> problem.field())
                .containsExactly("line 3.zone", "line 4.amount", "");
        assertThat(RateSheetCsv.read("a,b\n1,2\n", "USD").problems())
                .extracting(problem -> problem.code())
                .containsExactly("bad-header");
    }

    @Test
    void every_shipped_price_and_rule_can_be_read_and_heavier_never_costs_less() {
        var cells = DemoRates.cells();

        assertThat(cells).hasSize(150 * (8 * 3 + 5));
        for (int i = 1; i < cells.size(); i++)
            if (cells.get(i).upTo() > 1)
                assertThat(cells.get(i).amountMinor())
                        .isGreaterThanOrEqualTo(cells.get(i - 1).amountMinor());
        assertThat(DemoRates.rules()).hasSize(20);
    }

    @Test
    void zones_follow_the_table_of_miles() {
        assertThat(List.of(150.0, 151.0, 600.0, 601.0, 1801.0))
                .map(RatingTest::zoneAtMiles)
                .containsExactly(2, 3, 4, 5, 8);
        assertThat(Zones.between(FORT_MYERS, new Place("US", "HI", 21.3, -157.8)))
                .isEqualTo(9);
        assertThat(Zones.between(FORT_MYERS, new Place("PR", null, 18.4, -66.1)))
                .isEqualTo(9);
        assertThat(Zones.between(FORT_MYERS, new Place("US", "GA", null, null))).isEqualTo(8);
        assertThat(Zones.between(FORT_MYERS, new Place("BR", "SP", -23.5, -46.6)))
                .isEqualTo(14);
    }

    private static int zoneAtMiles(double miles) {
        // Along a meridian a degree is 1/360 of the circumference.
        double degrees = (miles - 0.01) / (2 * Math.PI * 3958.7613) * 360;
        return Zones.between(new Place("US", "KS", 0.0, 0.0), new Place("US", "KS", degrees, 0.0));
    }

    private static DimRule dim(String carrier) {
        return DemoRates.dims(DemoRates.rules()).stream()
                .filter(rule -> rule.carrier().equals(carrier))
                .findFirst()
                .orElseThrow();
    }

    private record Sized(Dimensions size, int grams) {}

    private static Sized parcel(int length, int width, int height, int grams) {
        return new Sized(new Dimensions(length, width, height), grams);
    }

    private static RateRequest request(Sized parcel, Place from, Place to, LocalDate day) {
        return new RateRequest(from, to, parcel.size(), parcel.grams(), day);
    }

    private Quote ground(Sized parcel, Place from, Place to, LocalDate day) {
        return rating.offers(request(parcel, from, to, day)).of("GROUND").orElseThrow();
    }
}
