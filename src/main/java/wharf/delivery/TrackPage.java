package wharf.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper sees of an order on its way. For templates; every text is in the shopper's language.
 *
 * @param path of this page, without the server
 * @param preparing something of the order has not left yet
 * @param problem what was wrong with what the shopper has just sent, one sentence; null where nothing was
 * @param said what they had sent, to be mended; null where it is not known any more
 */
public record TrackPage(
        Words words,
        String brand,
        String color,
        String orderNumber,
        String path,
        List<Parcel> parcels,
        boolean preparing,
        @Nullable String problem,
        @Nullable Said said) {

    /** The same with a problem, named by its key. */
    TrackPage with(@Nullable String key, @Nullable Said said) {
        return key == null
                ? this
                : new TrackPage(
                        words,
                        brand,
                        color,
                        orderNumber,
                        path,
                        parcels,
                        preparing,
                        words.say("wrong.problem." + key),
                        said);
    }

    /** What a shopper said was wrong with a parcel, and could not be taken. @param lines the chosen ones */
    public record Said(String parcel, String reason, Set<Integer> lines, String text) {}

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
     * @param lines the same, to be chosen from when something is wrong
     * @param cases what was said to be wrong with it
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
            List<Line> lines,
            List<Case> cases,
            List<Event> events) {}

    /** @param number of the order's line */
    public record Line(int number, String text) {}

    /** @param about what is wrong @param state what is being done about it, one sentence */
    public record Case(String about, String text, String state) {}

    /** @param state {@code done}, {@code now} or {@code next} */
    public record Step(String label, String state) {}

    public record Event(
            Instant at, String when, String what, @Nullable String where) {}
}
