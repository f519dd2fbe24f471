package wharf.shipping.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.BusinessClock;
import wharf.shared.Dimensions;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.shipping.RateSheets;
import wharf.shipping.Rates;
import wharf.shipping.Sites;
import wharf.shipping.rating.Cliffs;
import wharf.shipping.rating.Offers;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.RateRequest;

@RestController
@RequestMapping("/api/v1")
class RateApi {
    /** A cliff is worth a warning from this saving on, in minor units of the quote's currency. */
    private static final long WORTH_SAYING = 500;

    private final Rates rates;
    private final RateSheets sheets;
    private final Sites sites;
    private final Clock clock;

    RateApi(Rates rates, RateSheets sheets, Sites sites, BusinessClock clock) {
        this.rates = rates;
        this.sheets = sheets;
        this.sites = sites;
        this.clock = clock;
    }

    /** A parcel to be rated, in millimetres and grams; {@code shipOn} may lie in the past: its rules apply. */
    record QuoteRequest(
            @NotNull MerchantId merchant,
            @NotNull WarehouseId warehouse,

            @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166 code such as US")
            String country,

            @Nullable @Size(max = 50) String region,
            @Nullable @DecimalMin("-90") @DecimalMax("90") Double latitude,
            @Nullable @DecimalMin("-180") @DecimalMax("180") Double longitude,
            @Min(1) @Max(10_000) int lengthMm,
            @Min(1) @Max(10_000) int widthMm,
            @Min(1) @Max(10_000) int heightMm,
            @Min(1) @Max(10_000_000) int weightGrams,
            @Nullable LocalDate shipOn) {}

    /** @param warnings by service: small changes that would save much */
    record QuoteAnswer(Offers offers, Map<String, List<Cliffs.Warning>> warnings) {}

    /** @param csv {@code service,zone,up_to,amount,transit_days} with that header line */
    record SheetImport(
            @Nullable MerchantId merchant,

            @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{1,30}")
            String carrier,

            @NotNull @Size(min = 1, max = 100) String name,
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
            @NotNull LocalDate validFrom,
            @Nullable LocalDate validTo,

            @NotNull @Size(min = 1, max = 5_000_000) String csv) {}

    record Imported(UUID id) {}

    @PostMapping("/rates/quotes")
    @PreAuthorize("hasAuthority('shipping:work')")
    QuoteAnswer quote(@Valid @RequestBody QuoteRequest request) {
        var from =
                sites.place(request.warehouse()).orElseThrow(() -> Refusal.notFound("warehouse", request.warehouse()));
        var shipOn = request.shipOn() == null ? LocalDate.now(clock) : request.shipOn();
        var parcel = new RateRequest(
                from,
                new Place(request.country(), request.region(), request.latitude(), request.longitude()),
                new Dimensions(request.lengthMm(), request.widthMm(), request.heightMm()),
                request.weightGrams(),
                shipOn);
        var rating = rates.on(shipOn, request.merchant());
        var offers = rating.offers(parcel);
        var warnings = new TreeMap<String, List<Cliffs.Warning>>();
        for (var quote : offers.quotes())
            warnings.put(
                    quote.service(),
                    new Cliffs(rating, Money.of(WORTH_SAYING, quote.cost().currency())).of(parcel, quote.service()));
        return new QuoteAnswer(offers, warnings);
    }

    @GetMapping("/rate-sheets")
    @PreAuthorize("hasAuthority('operations:manage')")
    List<RateSheets.Listed> sheets() {
        return sheets.all();
    }

    @PostMapping("/rate-sheets")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('operations:manage')")
    Imported importSheet(@Valid @RequestBody SheetImport sheet) {
        return new Imported(sheets.importCsv(
                new RateSheets.NewSheet(
                        sheet.merchant(),
                        sheet.carrier(),
                        sheet.name(),
                        sheet.currency(),
                        sheet.validFrom(),
                        sheet.validTo()),
                sheet.csv()));
    }
}
