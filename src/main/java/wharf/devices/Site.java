package wharf.devices;

import java.util.UUID;

/** A warehouse, as people choose it. */
public record Site(UUID id, String code, String name) {}
