package wharf.walking;

/** A point on the floor, millimetres: x across the aisles, y along them. */
public record Point(int xMm, int yMm) {}
