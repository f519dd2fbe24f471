package wharf.shipping.rating;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wharf.shared.Money;
import wharf.shipping.rating.SurchargeRule.Kind;

/**
 * Rates parcels by the sheets and rules in force on the day each leaves. Immutable and thread-safe; about a microsecond a service.
 *
 * <p>Price = cell of (service, zone, billable weight) + surcharges. Billable = max(actual rounded up, dimensional, minimum of the
 * surcharge that applies).
 */
public final class Rating {
    private static final Comparator<Quote> CHEAPEST = Comparator.comparing(
                    (Quote quote) -> quote.cost().minor())
            .thenComparing(Quote::deliverBy)
            .thenComparing(Quote::service);

    private final List<RateSheet> sheets;
    private final List<DimRule> dimRules;
    private final List<SurchargeRule> surcharges;
    private final CarrierDays days;

    /** @param sheets in order of preference: of a carrier, the first that is valid on the day counts */
    public Rating(List<RateSheet> sheets, List<DimRule> dimRules, List<SurchargeRule> surcharges, CarrierDays days) {
        this.sheets = List.copyOf(sheets);
        this.dimRules = List.copyOf(dimRules);
        this.surcharges = List.copyOf(surcharges);
        this.days = days;
    }

    /** Every service's answer; none when no sheet is valid that day. */
    public Offers offers(RateRequest request) {
        var quotes = new ArrayList<Quote>();
        var refused = new ArrayList<Offers.NotOffered>();
        for (var sheet : sheetsOf(request))
            for (var service : sheet.services()) offer(sheet, service, request, quotes, refused);
        quotes.sort(CHEAPEST);
        return new Offers(quotes, refused);
    }

    private Iterable<RateSheet> sheetsOf(RateRequest request) {
        Map<String, RateSheet> byCarrier = new LinkedHashMap<>();
        for (var sheet : sheets) if (sheet.validOn(request.shipOn())) byCarrier.putIfAbsent(sheet.carrier(), sheet);
        return byCarrier.values();
    }

    private void offer(
            RateSheet sheet, String service, RateRequest request, List<Quote> quotes, List<Offers.NotOffered> refused) {
        int zone = Zones.between(request.from(), request.to());
        var dim = dimRule(sheet.carrier(), request);
        var hits =
                dim.map(rule -> hits(Measured.of(request, rule), request, zone)).orElse(List.of());
        var reason = refusal(sheet, service, zone, dim, hits);
        if (reason.isPresent()) {
            refused.add(new Offers.NotOffered(sheet.carrier(), service, reason.get()));
            return;
        }
        var rule = dim.orElseThrow();
        int billable = billable(request, rule, hits);
        sheet.cell(service, zone, billable)
                .ifPresentOrElse(
                        cell -> quotes.add(quote(sheet, cell, request, billable, rule, hits)),
                        () -> refused.add(new Offers.NotOffered(
                                sheet.carrier(),
                                service,
                                "no price for " + billable + " "
                                        + rule.billing().symbol())));
    }

    private Optional<DimRule> dimRule(String carrier, RateRequest request) {
        return dimRules.stream()
                .filter(rule -> rule.carrier().equals(carrier) && rule.inForce(request.shipOn()))
                .findFirst();
    }

    private static Optional<String> refusal(
            RateSheet sheet, String service, int zone, Optional<DimRule> dim, List<Hit> hits) {
        if (dim.isEmpty()) return Optional.of("no rules of " + sheet.carrier() + " are in force that day");
        if (!sheet.reaches(service, zone)) return Optional.of("not offered to zone " + zone);
        var refused = hits.stream()
                .filter(hit -> hit.rule().kind() == Kind.REFUSED)
                .map(Hit::reason)
                .findFirst();
        return refused.isPresent() ? refused : otherCurrency(sheet, hits);
    }

    /** What cannot be added up has no price. */
    private static Optional<String> otherCurrency(RateSheet sheet, List<Hit> hits) {
        return hits.stream()
                .filter(hit -> !amount(hit).currency().equals(sheet.currency()))
                .map(hit -> "its prices are in " + sheet.currency() + ", a surcharge that is due (" + hit.reason()
                        + ") in " + amount(hit).currency())
                .findFirst();
    }

    private record Hit(SurchargeRule rule, String reason) {}

    /** What is charged: of each kind the highest, additional handling not beside large; or every refusal. */
    private List<Hit> hits(Measured parcel, RateRequest request, int zone) {
        var all = surcharges.stream()
                .filter(rule -> rule.carrier().equals(parcel.rule().carrier()))
                .filter(rule -> rule.applies(parcel, request.shipOn(), Zones.isDomestic(zone)))
                .map(rule -> new Hit(rule, rule.reason(parcel)))
                .toList();
        var refusals =
                all.stream().filter(hit -> hit.rule().kind() == Kind.REFUSED).toList();
        if (!refusals.isEmpty()) return refusals;
        var large = highest(all, Kind.LARGE);
        var handling = large.isPresent() ? Optional.<Hit>empty() : highest(all, Kind.ADDITIONAL_HANDLING);
        var charged = new ArrayList<Hit>();
        large.ifPresent(charged::add);
        handling.ifPresent(charged::add);
        highest(all, Kind.NON_STANDARD).ifPresent(charged::add);
        return charged;
    }

    private static Optional<Hit> highest(List<Hit> hits, Kind kind) {
        return hits.stream()
                .filter(hit -> hit.rule().kind() == kind)
                .max(Comparator.comparingLong(hit -> amount(hit).minor()));
    }

    private static int billable(RateRequest request, DimRule rule, List<Hit> hits) {
        int own = Math.max(rule.billing().steps(request.weightGrams()), rule.steps(request.outer()));
        return hits.stream().mapToInt(hit -> hit.rule().minimumSteps()).reduce(own, Math::max);
    }

    private Quote quote(
            RateSheet sheet, RateSheet.Cell cell, RateRequest request, int billable, DimRule rule, List<Hit> hits) {
        var added = hits.stream()
                .map(hit -> new Quote.Surcharge(hit.rule().kind(), amount(hit), hit.reason()))
                .toList();
        var cost = added.stream()
                .map(Quote.Surcharge::amount)
                .reduce(Money.of(cell.amountMinor(), sheet.currency()), Money::plus);
        return new Quote(
                sheet.carrier(),
                cell.service(),
                cost,
                billable,
                rule.billing(),
                cell.zone(),
                added,
                cell.transitDays(),
                days.after(request.shipOn(), cell.transitDays()));
    }

    private static Money amount(Hit hit) {
        var amount = hit.rule().amount();
        if (amount == null) throw new IllegalStateException("a refusal has no amount: " + hit);
        return amount;
    }
}
