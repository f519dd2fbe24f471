package wharf.catalog;

/** What staff must know whenever this item is handled. Types: INFORM, ACKNOWLEDGE (must be confirmed), DOCUMENT (a paper goes along). */
public record ItemInstruction(Type type, String text) {
    public enum Type {
        INFORM,
        ACKNOWLEDGE,
        DOCUMENT
    }
}
