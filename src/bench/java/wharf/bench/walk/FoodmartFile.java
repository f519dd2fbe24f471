package wharf.bench.walk;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import wharf.walking.Layout;
import wharf.walking.Load;
import wharf.walking.Point;
import wharf.walking.Stop;

/**
 * The text format of the Foodmart instances (Valle, Beasley and da Cunha, EJOR 262, 2017, as extended later): sections
 * headed by {@code //} lines. The floor is rebuilt from the coordinates and compared with every shortest path in the
 * file.
 */
final class FoodmartFile {
    private final List<String> lines;
    private final Map<String, Point> points = new HashMap<>();
    private final TreeSet<Integer> aisleX = new TreeSet<>();
    private final TreeSet<Integer> crossY = new TreeSet<>();

    private FoodmartFile(List<String> lines) {
        this.lines = lines;
    }

    static Instance read(Path file) throws IOException {
        var reader = new FoodmartFile(Files.readAllLines(file));
        reader.readPoints();
        var layout = reader.layout();
        reader.compare(layout);
        var boxes = reader.number("//K: NbBoxesTrolley");
        var mixed = reader.number("//A box can accept mixed orders(0: no, 1: yes)") == 1;
        var capacity = mixed ? boxes * reader.number("//B: CapaBox") : boxes;
        return new Instance(file.getFileName().toString(), layout, reader.orders(layout, mixed), capacity);
    }

    private void readPoints() {
        for (var line : section("//Vertices")) {
            var words = line.split("\\s+", 4);
            var point = new Point(Instance.scaled(words[1]), Instance.scaled(words[2]));
            points.put(words[0], point);
            if (words[3].startsWith("\"intersection")) {
                aisleX.add(point.xMm());
                crossY.add(point.yMm());
            }
        }
    }

    private Layout layout() {
        var depot = point(Integer.toString(number("//DepartingDepot")));
        var links = section("//Start End").stream().filter(line -> line.startsWith("0 ")).count();
        return new Layout(
                List.copyOf(aisleX), List.copyOf(crossY), depot.xMm(), crossY.first() - depot.yMm(), links > 1);
    }

    private void compare(Layout layout) throws IOException {
        for (var line : section("//LocStart")) {
            var words = line.split("\\s+");
            var ours = layout.distanceMm(point(words[0]), point(words[1]));
            if (Math.abs(ours - Double.parseDouble(words[2]) * Instance.UNIT) > 30) {
                throw new IOException("The floor is no rectangle: " + line + " against " + ours / Instance.UNIT);
            }
        }
    }

    private List<Load<Stop>> orders(Layout layout, boolean byVolume) {
        var places = new HashMap<String, Stop>();
        var volumes = new HashMap<String, Integer>();
        for (var line : section("//Idx Location")) {
            var words = line.split("\\s+");
            var at = point(words[1]);
            places.put(words[0], new Stop(words[1], layout.aisleXMm().indexOf(at.xMm()), at.yMm(), Stop.Side.LEFT));
            volumes.put(words[0], Integer.valueOf(words[2]));
        }
        var loads = new ArrayList<Load<Stop>>();
        for (var line : section("//Idx M ")) {
            var words = line.split("\\s+");
            var stops = new ArrayList<Stop>();
            var volume = 0;
            for (var i = 3; i + 1 < words.length; i += 2) {
                stops.add(requireNonNull(places.get(words[i]), words[i]));
                volume += requireNonNull(volumes.get(words[i]), words[i]) * Integer.parseInt(words[i + 1]);
            }
            loads.add(new Load<>(words[0], stops, byVolume ? volume : Integer.parseInt(words[1])));
        }
        return loads;
    }

    private Point point(String vertex) {
        return requireNonNull(points.get(vertex), vertex);
    }

    private int number(String heading) {
        return Integer.parseInt(section(heading).getFirst().split("\\s+")[0]);
    }

    /** The lines after the one that starts so, up to the next heading. */
    private List<String> section(String heading) {
        var found = new ArrayList<String>();
        var inside = false;
        for (var line : lines) {
            if (line.startsWith("//")) {
                inside = line.startsWith(heading);
            } else if (inside && !line.isBlank()) {
                found.add(line.strip());
            }
        }
        return found;
    }
}
