package wharf.walking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The equivalence classes of partial tours, and how a step changes them: the table behind {@link OptimalTour}.
 *
 * <p>A class says, for every cross aisle where the finished part on the left meets the rest, whether it is reached,
 * whether an odd or even number of edges ends there, and which of those points already hang together. With two cross
 * aisles these are the seven classes of Ratliff and Rosenthal (Operations Research 31(3), 1983), with three the 25 of
 * Roodbergen and de Koster (EJOR 133, 2001); here they are generated for any number, as Pansart, Catusse and Cambazard
 * (Computers & Operations Research 100, 2018) suggest.
 */
@SuppressWarnings("EnumOrdinal") // the tables are indexed by step
final class TourStates {
    /** Nothing walked yet. */
    static final int EMPTY = 0;

    static final int IMPOSSIBLE = -1;

    /** How a stretch of an aisle between two cross aisles can be walked. */
    enum Vertical {
        NONE,
        PASS,
        FROM_FRONT,
        FROM_BACK,
        AROUND_GAP,
        TWICE
    }

    static final Vertical[] VERTICALS = Vertical.values();
    static final int MOST_CROSS_AISLES = 5;

    /** A closed tour takes no more edges; told apart by its length. */
    private static final int[] CLOSED = {-1};

    private static final Map<Integer, TourStates> TABLES = new HashMap<>();

    private final int crossAisles;
    private final List<int[]> states = new ArrayList<>();
    private final Map<List<Integer>, Integer> ids = new HashMap<>();

    /** Next state by state, block and {@link Vertical}. */
    final int[][][] vertical;

    /** Next state by state and set of even points that go on to the right. */
    final int[][] horizontal;

    /** Edges to the right per cross aisle, by state and set of even points that go on. */
    final int[][][] edges;

    /** Whether a tour may end in the state: every point even and all in one piece. */
    final boolean[] complete;

    static synchronized TourStates of(int crossAisles) {
        return TABLES.computeIfAbsent(crossAisles, TourStates::new);
    }

    private TourStates(int crossAisles) {
        this.crossAisles = crossAisles;
        id(new int[crossAisles]);
        var down = new ArrayList<int[][]>();
        var right = new ArrayList<int[]>();
        var rightEdges = new ArrayList<int[][]>();
        for (var s = 0; s < states.size(); s++) { // grows while it runs
            var state = states.get(s);
            down.add(verticals(state));
            var chosen = new int[1 << crossAisles][];
            right.add(horizontals(state, chosen));
            rightEdges.add(chosen);
        }
        vertical = down.toArray(int[][][]::new);
        horizontal = right.toArray(int[][]::new);
        edges = rightEdges.toArray(int[][][]::new);
        complete = new boolean[states.size()];
        for (var s = 1; s < complete.length; s++) {
            complete[s] = isComplete(states.get(s));
        }
    }

    int count() {
        return complete.length;
    }

    private int[][] verticals(int[] state) {
        var next = new int[crossAisles - 1][VERTICALS.length];
        for (var block = 0; block < crossAisles - 1; block++) {
            for (var step : VERTICALS) {
                next[block][step.ordinal()] = vertical(state, block, step);
            }
        }
        return next;
    }

    private int vertical(int[] state, int block, Vertical step) {
        if (step == Vertical.NONE) {
            return id(state);
        }
        if (isClosed(state)) {
            return IMPOSSIBLE;
        }
        var next = state.clone();
        switch (step) {
            case NONE -> {}
            case FROM_FRONT -> touch(next, block);
            case FROM_BACK -> touch(next, block + 1);
            case AROUND_GAP -> {
                touch(next, block);
                touch(next, block + 1);
            }
            case PASS -> {
                join(next, block);
                next[block] ^= 1;
                next[block + 1] ^= 1;
            }
            case TWICE -> join(next, block);
        }
        return id(next);
    }

    private int[] horizontals(int[] state, int[][] chosen) {
        var next = new int[1 << crossAisles];
        Arrays.fill(next, IMPOSSIBLE);
        if (isClosed(state) || isUntouched(state)) {
            next[0] = id(state);
            chosen[0] = new int[crossAisles];
            return next;
        }
        for (var goingOn = 0; goingOn < next.length; goingOn++) {
            var edgesRight = edgesRight(state, goingOn);
            if (edgesRight.length > 0) {
                next[goingOn] = afterEdges(state, edgesRight);
                chosen[goingOn] = edgesRight;
            }
        }
        return next;
    }

    /** Odd points go on by one edge, chosen even ones by two; empty if the choice names any other point. */
    private int[] edgesRight(int[] state, int goingOn) {
        var right = new int[crossAisles];
        for (var i = 0; i < crossAisles; i++) {
            var chosen = ((goingOn >> i) & 1) == 1;
            var odd = (state[i] & 1) == 1;
            if (chosen && (odd || state[i] == 0)) {
                return new int[0];
            }
            right[i] = odd ? 1 : chosen ? 2 : 0;
        }
        return right;
    }

    private int afterEdges(int[] state, int[] right) {
        var next = new int[crossAisles];
        for (var i = 0; i < crossAisles; i++) {
            next[i] = right[i] == 0 ? 0 : (state[i] & ~1) | (right[i] & 1);
        }
        if (isUntouched(next)) {
            return isComplete(state) ? id(CLOSED) : IMPOSSIBLE;
        }
        return keepsAll(state, next) ? id(next) : IMPOSSIBLE;
    }

    /** A piece without an edge to the right would never be joined to the others. */
    private static boolean keepsAll(int[] state, int[] next) {
        for (var piece : state) {
            if (piece != 0 && Arrays.stream(next).noneMatch(p -> p >> 1 == piece >> 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClosed(int[] state) {
        return state.length == 1;
    }

    private static boolean isUntouched(int[] state) {
        return Arrays.stream(state).allMatch(p -> p == 0);
    }

    private static boolean isComplete(int[] state) {
        if (isClosed(state)) {
            return true;
        }
        var pieces = Arrays.stream(state)
                .filter(p -> p != 0)
                .map(p -> p >> 1)
                .distinct()
                .count();
        return pieces == 1 && Arrays.stream(state).allMatch(p -> (p & 1) == 0);
    }

    private void touch(int[] state, int at) {
        if (state[at] == 0) {
            state[at] = (crossAisles + 1) << 1;
            while (isTaken(state, at)) {
                state[at] += 2;
            }
        }
    }

    private static boolean isTaken(int[] state, int at) {
        for (var i = 0; i < state.length; i++) {
            if (i != at && state[i] >> 1 == state[at] >> 1) {
                return true;
            }
        }
        return false;
    }

    private void join(int[] state, int block) {
        touch(state, block);
        touch(state, block + 1);
        var keep = state[block] >> 1;
        var merged = state[block + 1] >> 1;
        for (var i = 0; i < state.length; i++) {
            if (state[i] >> 1 == merged) {
                state[i] = (keep << 1) | (state[i] & 1);
            }
        }
    }

    /** Numbers the pieces from the front, so that equal classes get equal ids. */
    private int id(int[] state) {
        var key = isClosed(state) ? List.of(-1) : canonical(state);
        var known = ids.get(key);
        if (known != null) {
            return known;
        }
        states.add(
                isClosed(state)
                        ? CLOSED
                        : key.stream().mapToInt(Integer::intValue).toArray());
        ids.put(key, states.size() - 1);
        return states.size() - 1;
    }

    private static List<Integer> canonical(int[] state) {
        var numbers = new HashMap<Integer, Integer>();
        var out = new ArrayList<Integer>();
        for (var p : state) {
            if (p == 0) {
                out.add(0);
            } else {
                var number = numbers.computeIfAbsent(p >> 1, piece -> numbers.size() + 1);
                out.add((number << 1) | (p & 1));
            }
        }
        return out;
    }
}
