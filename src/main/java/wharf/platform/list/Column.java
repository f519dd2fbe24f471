package wharf.platform.list;

import java.util.function.Function;

/**
 * A column that people may show or hide.
 *
 * @param name what it is remembered by
 * @param numeric stands to the right, digits under digits
 * @param atFirst shown to who has not chosen yet
 */
public record Column<R>(String name, String label, boolean numeric, boolean atFirst, Function<R, Cell> cell) {}
