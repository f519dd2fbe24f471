package wharf.insight;

/** A site to choose. */
public record InsightSite(String code, String name) {}
