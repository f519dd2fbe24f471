package wharf.catalog;

/**
 * What an item looks like.
 *
 * @param version changes with the picture
 */
public record Picture(String mediaType, String version, byte[] content) {}
