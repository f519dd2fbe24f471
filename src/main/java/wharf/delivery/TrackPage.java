package wharf.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper sees of an order on its way. For templates; every text is in the shopper's language.
 *
 * @param path of this page, without the server
 * @param preparing something of the order has not left yet
 */
public record TrackPage(
        Words words,
        String brand,
        String color,
        String orderNumber,
        String path,
        List<Parcel> parcels,
        boolean preparing) {

    /** How a parcel's news is coloured. */
    public enum Tone {
        MOVING,
        GOOD,
        TROUBLE
    }

    /**
     * One parcel.
     *
     * @param number of this order's parcels, from 1
     * @param headline where it is, in two or three words
     * @param promise whether the promise is kept, one sentence
     * @param steps of its way
     * @param contents what is in it
     * @param events newest first
     */
    public record Parcel(
            String id,
            int number,
            String headline,
            Tone tone,
            @Nullable String promise,
            boolean promiseKept,
            List<Step> steps,
            String carrier,
            boolean simulated,
            String tracking,
            List<String> contents,
            List<Event> events) {}

    /** @param state {@code done}, {@code now} or {@code next} */
    public record Step(String label, String state) {}

    public record Event(
            Instant at, String when, String what, @Nullable String where) {}
}
