package wharf.warehouse;

import java.util.List;
import wharf.walking.Point;

/**
 * A site drawn from above, in centimetres, the front at the bottom: what a template needs for an SVG. For templates.
 *
 * @param aisles where each aisle's label stands
 */
public record FloorMap(int width, int height, List<Label> aisles, List<Box> bins) {
    private static final int MARGIN_MM = 1_500;

    /** A text at a point. */
    public record Label(int x, int y, String text) {}

    /** A bin seen from above. */
    public record Box(int x, int y, int width, int height, String code) {}

    public static FloorMap of(FloorPlan plan, List<Bin> bins) {
        var labels = new java.util.ArrayList<Label>();
        for (int i = 0; i < plan.aisleCodes().size(); i++) {
            int x = plan.layout().aisleXMm().get(i);
            labels.add(new Label(
                    x(x),
                    y(plan, plan.layout().frontMm() - 900),
                    plan.aisleCodes().get(i)));
        }
        return new FloorMap(
                (plan.widthMm() + 2 * MARGIN_MM) / 10,
                (plan.depthMm() + 2 * MARGIN_MM) / 10,
                labels,
                bins.stream().map(bin -> box(plan, bin)).toList());
    }

    public String viewBox() {
        return "0 0 " + width + " " + height;
    }

    public static Box box(FloorPlan plan, Bin bin) {
        return new Box(
                x(bin.xMm() - bin.depthMm() / 2),
                y(plan, bin.yMm() + bin.widthMm() / 2),
                bin.depthMm() / 10,
                bin.widthMm() / 10,
                bin.code());
    }

    /** The points of an SVG polyline along a walk. */
    public static String polyline(FloorPlan plan, List<Point> path) {
        return String.join(
                " ",
                path.stream()
                        .map(point -> x(point.xMm()) + "," + y(plan, point.yMm()))
                        .toList());
    }

    private static int x(int mm) {
        return (mm + MARGIN_MM) / 10;
    }

    private static int y(FloorPlan plan, int mm) {
        return (plan.layout().backMm() - mm + MARGIN_MM) / 10;
    }
}
