package wharf.packing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import wharf.packing.carton.Carton;
import wharf.shared.Problem;

/** A carton, mailer or bag to be created or replaced by its code; millimetres, grams, minor units. */
public record NewCartonType(
        @NotBlank
        @Pattern(
                regexp = "[A-Z0-9][A-Z0-9-]{0,31}",
                message = "must be 1 to 32 of A-Z, 0-9 and -, starting with a letter or digit")
        String code,

        @NotBlank @Size(max = 100) String name,
        @NotNull Carton.Kind kind,
        @Min(1) @Max(5000) int innerLengthMm,
        @Min(1) @Max(5000) int innerWidthMm,
        @Min(1) @Max(5000) int innerHeightMm,
        @Min(1) @Max(6000) int outerLengthMm,
        @Min(1) @Max(6000) int outerWidthMm,
        @Min(1) @Max(6000) int outerHeightMm,
        @PositiveOrZero @Max(2_000_000) int emptyGrams,
        @Min(1) @Max(2_000_000) int maxGrams,
        @PositiveOrZero long costMinor,

        @NotBlank @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as USD")
        String currency) {
    private static final Set<String> RESERVED = Set.of(Carton.OWN, Materials.VOID_FILL, Materials.WRAP);

    /** What bean validation cannot say: relations between fields. */
    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        if (RESERVED.contains(code))
            problems.add(Problem.of("reserved", "code", code, "This code means something else; choose another."));
        if (kind == Carton.Kind.OWN) problems.add(Problem.of("invalid", "kind", kind, "Must be BOX, MAILER or BAG."));
        outer("outerLengthMm", outerLengthMm, innerLengthMm, problems);
        outer("outerWidthMm", outerWidthMm, innerWidthMm, problems);
        outer("outerHeightMm", outerHeightMm, innerHeightMm, problems);
        if (maxGrams <= emptyGrams)
            problems.add(Problem.of(
                    "too-small", "maxGrams", maxGrams, "Must be more than the empty weight of " + emptyGrams + " g."));
        return problems;
    }

    private static void outer(String field, int outer, int inner, List<Problem> problems) {
        if (outer < inner)
            problems.add(Problem.of("too-small", field, outer, "Must be at least the inner side of " + inner + " mm."));
    }
}
