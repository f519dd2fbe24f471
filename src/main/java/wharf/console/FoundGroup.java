package wharf.console;

import java.util.List;
import wharf.platform.Finder.Found;

/** What the command palette found of one kind. For templates. */
public record FoundGroup(String kind, List<Found> found) {}
