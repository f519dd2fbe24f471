package wharf.packing.carton;

/** What protects the goods: litres of void fill and sheets of wrap. */
public record Dunnage(int fillLitres, int wraps) {
    private static final long MM3_PER_LITRE = 1_000_000;

    public static Dunnage of(Carton carton, java.util.List<PackItem> contents, PackingCosts costs) {
        int wraps = contents.stream()
                .filter(item -> item.is(Care.FRAGILE))
                .mapToInt(PackItem::quantity)
                .sum();
        if (carton.kind() != Carton.Kind.BOX) return new Dunnage(0, carton.kind() == Carton.Kind.OWN ? 0 : wraps);
        long inside = carton.inner().volumeMm3();
        long empty = inside - contents.stream().mapToLong(PackItem::volumeMm3).sum();
        boolean fill = wraps > 0 || empty > inside * costs.looseFraction();
        return new Dunnage(fill ? (int) Math.ceilDiv(Math.max(0, empty), MM3_PER_LITRE) : 0, wraps);
    }

    public int grams(PackingCosts costs) {
        return fillLitres * costs.litreGrams();
    }
}
