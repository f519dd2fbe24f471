package wharf.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** What annotations cannot say about a new item. */
final class NewItemRules {
    private NewItemRules() {}

    static void check(List<NewItem> items) {
        var problems = new ArrayList<Problem>();
        var skus = new HashSet<String>();
        var barcodes = new HashSet<String>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var path = "items[" + i + "]";
            if (!skus.add(item.sku()))
                problems.add(Problem.of(
                        "duplicate-sku",
                        path + ".sku",
                        item.sku(),
                        "This SKU stands twice in the request; give it once."));
            for (var barcode : item.barcodes() == null ? List.<NewItem.NewBarcode>of() : item.barcodes()) {
                if (!barcodes.add(barcode.code())) {
                    problems.add(Problem.of(
                            "barcode-twice",
                            path + ".barcodes",
                            barcode.code(),
                            "This barcode stands twice in the request; give each once."));
                }
            }
            switch (item.kindOrPhysical()) {
                case PHYSICAL -> measured(item, path, problems);
                case KIT -> composed(item, path, problems);
                case DIGITAL -> {}
            }
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private static void measured(NewItem item, String path, List<Problem> problems) {
        if (item.weightGrams() == null) problems.add(missing(path + ".weightGrams"));
        if (item.lengthMm() == null) problems.add(missing(path + ".lengthMm"));
        if (item.widthMm() == null) problems.add(missing(path + ".widthMm"));
        if (item.heightMm() == null) problems.add(missing(path + ".heightMm"));
    }

    private static void composed(NewItem item, String path, List<Problem> problems) {
        if (item.components() == null || item.components().isEmpty()) {
            problems.add(Problem.of("required", path + ".components", null, "A kit needs at least one component."));
        }
    }

    private static Problem missing(String field) {
        return Problem.of(
                "required",
                field,
                null,
                "A physical item needs its weight in grams and its three sides in millimetres.");
    }
}
