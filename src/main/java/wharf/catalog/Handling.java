package wharf.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * How an item wants to be treated.
 *
 * @param lotTracked stock is kept per lot, picked first-expired-first-out
 * @param serialTracked each unit's serial number is recorded when it is packed
 * @param keepUpright may be turned about its vertical axis only
 * @param shipsAlone leaves in a parcel of its own
 */
public record Handling(
        boolean lotTracked,
        boolean serialTracked,
        boolean fragile,
        boolean liquid,
        boolean hazmat,
        boolean keepUpright,
        boolean shipsAlone) {
    public static final Handling PLAIN = new Handling(false, false, false, false, false, false, false);

    /** From JSON: what is left out is no. */
    @JsonCreator
    static Handling of(
            @Nullable Boolean lotTracked,
            @Nullable Boolean serialTracked,
            @Nullable Boolean fragile,
            @Nullable Boolean liquid,
            @Nullable Boolean hazmat,
            @Nullable Boolean keepUpright,
            @Nullable Boolean shipsAlone) {
        return new Handling(
                yes(lotTracked),
                yes(serialTracked),
                yes(fragile),
                yes(liquid),
                yes(hazmat),
                yes(keepUpright),
                yes(shipsAlone));
    }

    private static boolean yes(@Nullable Boolean answer) {
        return Boolean.TRUE.equals(answer);
    }
}
