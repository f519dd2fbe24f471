package wharf.shipping.rating;

/** A parcel as one carrier measures it: sides in whole units, longest first, and actual weight in whole billing steps. */
record Measured(int longest, int second, int shortest, int weightSteps, DimRule rule) {
    static Measured of(RateRequest request, DimRule rule) {
        var sides = rule.sides(request.outer());
        return new Measured(sides[0], sides[1], sides[2], rule.billing().steps(request.weightGrams()), rule);
    }

    long value(SurchargeRule.Measure measure) {
        return switch (measure) {
            case LONGEST -> longest;
            case SECOND_LONGEST -> second;
            case LENGTH_AND_GIRTH -> longest + 2L * (second + shortest);
            case VOLUME -> (long) longest * second * shortest;
            case WEIGHT -> weightSteps;
        };
    }

    String unit(SurchargeRule.Measure measure) {
        var length = rule.lengthUnit() == DimRule.LengthUnit.INCH ? "in" : "cm";
        return switch (measure) {
            case LONGEST, SECOND_LONGEST, LENGTH_AND_GIRTH -> length;
            case VOLUME -> length + "³";
            case WEIGHT -> rule.billing().symbol();
        };
    }
}
