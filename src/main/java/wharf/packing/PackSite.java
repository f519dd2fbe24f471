package wharf.packing;

import java.util.UUID;

/** A warehouse a packer may stand in. */
public record PackSite(UUID id, String code, String name) {}
