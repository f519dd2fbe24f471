package wharf.console;

import wharf.platform.HomeTile;

/** A tile of the home page with its count of now. For templates. */
public record CountedTile(HomeTile tile, long count) {
    /** The colour: quiet when there is nothing to do. */
    public String tone() {
        if (count == 0) return "secondary";
        return switch (tile.severity()) {
            case INFO -> "primary";
            case WARNING -> "warning";
            case DANGER -> "danger";
        };
    }
}
