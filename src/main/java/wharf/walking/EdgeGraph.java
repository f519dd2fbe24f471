package wharf.walking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stretches a tour walks, each as often as it is walked; every point has an even number of them. */
final class EdgeGraph {
    private final Map<Point, Deque<Edge>> edges = new LinkedHashMap<>();

    private static final class Edge {
        private final Point a;
        private final Point b;
        private boolean walked;

        Edge(Point a, Point b) {
            this.a = a;
            this.b = b;
        }

        Point other(Point end) {
            return end.equals(a) ? b : a;
        }
    }

    void add(Point a, Point b, int times) {
        for (var i = 0; i < times && !a.equals(b); i++) {
            var edge = new Edge(a, b);
            edges.computeIfAbsent(a, p -> new ArrayDeque<>()).add(edge);
            edges.computeIfAbsent(b, p -> new ArrayDeque<>()).add(edge);
        }
    }

    /** Every edge once, from the depot to the depot (C. Hierholzer, 1873). */
    Walk walk(Layout layout) {
        var circuit = new ArrayList<Point>();
        var stack = new ArrayDeque<Point>(List.of(start(layout)));
        while (!stack.isEmpty()) {
            var here = stack.peek();
            var edge = nextEdge(here);
            if (edge.isEmpty()) {
                circuit.add(stack.pop());
            } else {
                edge.getFirst().walked = true;
                stack.push(edge.getFirst().other(here));
            }
        }
        var walk = new Walk(layout);
        circuit.forEach(walk::to);
        return walk;
    }

    private static Point start(Layout layout) {
        return layout.openFloor() ? layout.depot() : new Point(layout.depotXMm(), layout.frontMm());
    }

    private List<Edge> nextEdge(Point here) {
        var waiting = edges.getOrDefault(here, new ArrayDeque<>());
        while (!waiting.isEmpty() && waiting.peek().walked) {
            waiting.poll();
        }
        var next = waiting.poll();
        return next == null ? List.of() : List.of(next);
    }
}
