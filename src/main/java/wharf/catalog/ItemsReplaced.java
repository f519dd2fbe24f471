package wharf.catalog;

/**
 * Items were taken away and others stand under their SKUs now, as when a demo is reset: whoever remembers items forgets them. Told once the change
 * is committed, on the node that made it.
 */
public record ItemsReplaced() {}
