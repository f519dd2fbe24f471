package wharf.catalog;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** What staff must know whenever this item is handled. Types: INFORM, ACKNOWLEDGE (must be confirmed), DOCUMENT (a paper goes along). */
public record ItemInstruction(
        @NotNull Type type, @NotBlank @Size(max = 2000) String text) {
    public enum Type {
        INFORM,
        ACKNOWLEDGE,
        DOCUMENT
    }
}
