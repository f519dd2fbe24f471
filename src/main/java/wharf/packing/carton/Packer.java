package wharf.packing.carton;

import java.util.List;

/** Puts items into one carton. What it says is checked, so a packer may be wrong but not slow: past the deadline it returns what it has. */
@FunctionalInterface
interface Packer {
    /** Loads as much of the items as it can, all of them when possible; the weight limit holds. */
    Load pack(List<PackItem> items, Carton carton, Deadline deadline);
}
