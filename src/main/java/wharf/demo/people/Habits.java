package wharf.demo.people;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How somebody on the floor works.
 *
 * @param fewTotes with fewer empty totes than this beside the carts, packing comes first
 * @param misses asked before each pick: true when the bin seems to lack a unit
 * @param tells is told in a few words what was done
 */
record Habits(int fewTotes, BooleanSupplier misses, Consumer<String> tells) {
    /** Finds everything, says nothing; with several of them at once nobody runs out of totes. */
    static final Habits ROBOT = new Habits(60, () -> false, said -> {});
}
