package wharf.platform.list;

import java.util.List;
import wharf.platform.Turn;

/** Where a list's rows come from. */
@FunctionalInterface
public interface Rows<R> {
    /** At most {@code limit} of the rows asked for, in reading order of the turn; refuses filters that cannot be. */
    List<R> read(Asked asked, Turn turn, int limit);
}
