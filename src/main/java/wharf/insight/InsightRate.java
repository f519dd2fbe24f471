package wharf.insight;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * What things cost that no event tells, from a day on.
 *
 * @param validFrom first day; figures of earlier days keep the rates of theirs
 * @param currency ISO 4217, of all amounts here and of the cost shown
 * @param wageMinor an hour of work with all that comes with it, in minor units
 * @param paymentBasisPoints what payment providers take of the total, in hundredths of a percent
 * @param paymentFixedMinor and for each order
 * @param holdingPercent of its cost, what it costs to hold stock for a year: capital, space, insurance, shrinkage
 * @param setBy who said so; "assumed" until somebody has
 */
public record InsightRate(
        @NotNull @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
        LocalDate validFrom,

        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as USD")
        String currency,

        @Min(0) @Max(100_000_000) long wageMinor,
        @Min(0) @Max(10_000) int paymentBasisPoints,
        @Min(0) @Max(1_000_000) long paymentFixedMinor,
        @Min(0) @Max(200) int holdingPercent,
        @Nullable String setBy) {}
