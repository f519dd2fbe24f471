package wharf.inventory;

import java.util.UUID;

/** A warehouse to choose from. For templates. */
public record SiteName(UUID id, String code, String name) {}
