package wharf.packing.carton;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills free cuboids with blocks of identical units, largest item first, and cuts what remains into three new cuboids. Its work grows
 * with the number of different items and blocks, not with units, so ten thousand units take no longer than ten. Nothing floats: what
 * lies above a block lies on that block. Several orders and both ways of cutting are tried; the fullest load wins.
 */
final class BlockPacker implements Packer {
    private static final int MOST_SPACES = 400;
    private static final List<Comparator<PackItem>> ORDERS = List.of(
            Comparator.<PackItem>comparingLong(item -> item.size().volumeMm3()).reversed(),
            Comparator.<PackItem>comparingInt(item -> item.size().longestMm()).reversed(),
            Comparator.comparingLong(BlockPacker::largestFace).reversed());

    @Override
    public Load pack(List<PackItem> items, Carton carton, Deadline deadline) {
        var best = Load.NOTHING;
        for (var order : ORDERS) {
            var sorted =
                    items.stream().sorted(order.thenComparing(PackItem::key)).toList();
            for (var cut : Cut.values()) {
                var load = fill(sorted, carton, cut);
                if (load.volumeMm3() > best.volumeMm3()) best = load;
                if (load.takesAll(items)) return load;
            }
        }
        return best;
    }

    private static long largestFace(PackItem item) {
        var size = item.size();
        return size.volumeMm3() / Math.min(size.lengthMm(), Math.min(size.widthMm(), size.heightMm()));
    }

    private static Load fill(List<PackItem> sorted, Carton carton, Cut cut) {
        var spaces = new ArrayList<Space>();
        spaces.add(Space.inside(carton.inner()));
        var placed = new ArrayList<Placement>();
        long gramsLeft = carton.maxContentGrams();
        for (var item : sorted) {
            int left = item.quantity();
            while (left > 0) {
                int allowed = item.weightGrams() == 0 ? left : (int) Math.min(left, gramsLeft / item.weightGrams());
                var choice = choose(item, allowed, spaces);
                if (choice == null) break;
                spaces.remove(choice.space());
                spaces.addAll(cut.rest(choice.space(), choice.block()));
                if (spaces.size() > MOST_SPACES) dropSmallest(spaces);
                placed.add(choice.block());
                left -= choice.block().units();
                gramsLeft -= (long) choice.block().units() * item.weightGrams();
            }
        }
        return new Load(placed);
    }

    private record Choice(Space space, Placement block, long waste) {
        boolean beats(@Nullable Choice other) {
            if (other == null) return true;
            int byUnits = Integer.compare(block.units(), other.block.units());
            return byUnits > 0 || (byUnits == 0 && waste < other.waste);
        }
    }

    private static @Nullable Choice choose(PackItem item, int allowed, List<Space> spaces) {
        if (allowed < 1) return null;
        Choice best = null;
        var orientations = Orientation.of(item);
        for (var space : spaces) {
            for (var orientation : orientations) {
                var block = space.block(item.key(), orientation, allowed);
                if (block == null) continue;
                var choice = new Choice(space, block, space.volume() - block.volumeMm3());
                if (choice.beats(best)) best = choice;
            }
        }
        return best;
    }

    private static void dropSmallest(List<Space> spaces) {
        spaces.sort(Comparator.comparingLong(Space::volume).reversed());
        spaces.subList(MOST_SPACES / 2, spaces.size()).clear();
    }

    /** How the floor beside a block is divided: which of the two pieces is as long as the space. */
    private enum Cut {
        ALONG,
        ACROSS;

        List<Space> rest(Space s, Placement b) {
            int length = b.endX() - s.x();
            int width = b.endY() - s.y();
            var rest = new ArrayList<Space>(3);
            rest.add(new Space(s.x(), s.y(), b.endZ(), length, width, s.z() + s.height() - b.endZ()));
            int right = s.length() - length;
            int front = s.width() - width;
            rest.add(new Space(b.endX(), s.y(), s.z(), right, this == ALONG ? width : s.width(), s.height()));
            rest.add(new Space(s.x(), b.endY(), s.z(), this == ALONG ? s.length() : length, front, s.height()));
            rest.removeIf(Space::isNothing);
            return rest;
        }
    }
}
