package wharf.yours;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wharf.catalog.Item;
import wharf.packing.Goods;
import wharf.shared.Dimensions;
import wharf.yours.csv.Field;
import wharf.yours.csv.Format;
import wharf.yours.csv.Numbers;

/** Finds each item's size: in the catalogue, else in the files, else by its category, else the usual one. Plain Java. */
final class Sizes {
    private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

    private final Map<String, Item> catalog;
    private final Map<String, Staged> products;
    private final Map<Integer, Format> formats;
    private final List<TrialProblem> problems = new ArrayList<>();

    /** @param products rows about items, by SKU; rows of orders may say sizes too */
    Sizes(Map<String, Item> catalog, Map<String, Staged> products, Map<Integer, Format> formats) {
        this.catalog = catalog;
        this.products = products;
        this.formats = formats;
    }

    List<TrialProblem> problems() {
        return problems;
    }

    /** The sizes of all items of these lines, by SKU. */
    Map<String, Sized> of(List<TrialOrder.Line> lines) {
        var sized = new LinkedHashMap<String, Sized>();
        for (var line : lines) sized.computeIfAbsent(line.sku(), sku -> one(line));
        return sized;
    }

    private Sized one(TrialOrder.Line line) {
        var row = products.get(line.sku());
        var item = catalog.get(line.sku());
        var name = name(line, row, item);
        if (item != null && item.size() != null)
            return new Sized(line.sku(), name, Sized.Source.CATALOG, item.weightGrams(), item.size(), Goods.care(item));
        var category = category(line, row);
        return measured(line.sku(), name, row)
                .or(() -> AssumedSizes.of(category)
                        .or(() -> AssumedSizes.of(name))
                        .map(guess -> new Sized(
                                line.sku(),
                                name,
                                Sized.Source.CATEGORY,
                                guess.grams(),
                                guess.size(),
                                java.util.Set.of())))
                .orElseGet(() -> new Sized(
                        line.sku(),
                        name,
                        Sized.Source.DEFAULT,
                        AssumedSizes.USUAL.grams(),
                        AssumedSizes.USUAL.size(),
                        java.util.Set.of()));
    }

    private static String name(TrialOrder.Line line, @Nullable Staged row, @Nullable Item item) {
        if (item != null) return item.name();
        if (line.title() != null) return line.title();
        if (row != null && !row.text(Field.TITLE).isEmpty()) return row.text(Field.TITLE);
        var category = category(line, row);
        return category.isEmpty()
                ? line.sku()
                : category.replace('_', ' ') + " "
                        + line.sku().substring(0, Math.min(8, line.sku().length()));
    }

    private static String category(TrialOrder.Line line, @Nullable Staged row) {
        if (line.category() != null) return line.category();
        return row == null ? "" : row.text(Field.CATEGORY);
    }

    private Optional<Sized> measured(String sku, String name, @Nullable Staged row) {
        if (row == null) return Optional.empty();
        var weight = measure(row, "WEIGHT_");
        var length = measure(row, "LENGTH_");
        var width = measure(row, "WIDTH_");
        var height = measure(row, "HEIGHT_");
        if (weight.isEmpty() || length.isEmpty() || width.isEmpty() || height.isEmpty()) {
            boolean some = row.fields().keySet().stream().anyMatch(Field::isMeasure);
            if (some)
                problems.add(TrialProblem.slight(
                        row.fileNo(),
                        row.line(),
                        null,
                        "size",
                        sku,
                        "Weight or a side is missing or zero; a size is assumed by its category. Measure it."));
            return Optional.empty();
        }
        return Optional.of(new Sized(
                sku,
                name,
                Sized.Source.FILE,
                Math.min(weight.get(), 1_000_000),
                new Dimensions(length.get(), width.get(), height.get()),
                java.util.Set.of()));
    }

    /** Grams or millimetres, rounded up; empty when there is none, or none there can be. */
    private Optional<Integer> measure(Staged row, String kind) {
        for (var field : row.fields().keySet()) {
            if (!field.name().startsWith(kind)) continue;
            var format = formats.get(row.fileNo());
            var found = Numbers.parse(row.text(field), format == null ? '.' : format.decimal())
                    .map(value -> value.multiply(field.unit()).setScale(0, RoundingMode.CEILING))
                    .filter(value -> value.signum() > 0
                            && value.compareTo(field.isSide() ? MOST : BigDecimal.valueOf(1_000_000)) <= 0)
                    .map(BigDecimal::intValueExact);
            if (found.isPresent()) return found;
            if (!row.text(field).isEmpty())
                problems.add(TrialProblem.slight(
                        row.fileNo(),
                        row.line(),
                        null,
                        field.label(),
                        row.text(field),
                        "This is no size an item can have; mend it."));
        }
        return Optional.empty();
    }
}
