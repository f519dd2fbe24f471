package wharf.bench.walk;

import java.util.List;
import wharf.walking.Layout;
import wharf.walking.Load;
import wharf.walking.Stop;

/** One published instance: a floor, orders in order of arrival, and what a picker can carry. */
record Instance(String name, Layout layout, List<Load<Stop>> orders, int capacity) {
    /** Lengths in the files have up to two decimals; a thousandth of their unit is our millimetre. */
    static final double UNIT = 1000;

    static int scaled(String length) {
        return (int) Math.round(Double.parseDouble(length) * UNIT);
    }
}
