package wharf.restock;

/** A site by its names. */
public record RestockSite(String code, String name) {}
