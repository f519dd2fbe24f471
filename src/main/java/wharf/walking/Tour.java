package wharf.walking;

import java.util.List;

/**
 * One walk from the depot and back.
 *
 * @param stops in walking order
 * @param path the corners of the walk, depot first and last; every leg runs straight along an aisle or cross aisle
 * @param lengthMm the length of the path
 */
public record Tour(List<Stop> stops, List<Point> path, long lengthMm) {
    public Tour {
        stops = List.copyOf(stops);
        path = List.copyOf(path);
    }

    /** Length in metres, for people. */
    public double metres() {
        return lengthMm / 1000.0;
    }
}
