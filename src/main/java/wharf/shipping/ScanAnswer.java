package wharf.shipping;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import wharf.platform.Shown;
import wharf.platform.Words;
import wharf.shared.Problem;

/**
 * What the door's screen says to a scan.
 *
 * @param colour of the design system: green, yellow or red
 * @param at when the parcel left before; null otherwise
 */
public record ScanAnswer(
        String colour, String detail, @Nullable Instant at) {
    public static ScanAnswer of(ScanResult result, Words words) {
        return switch (result) {
            case ScanResult.Shipped shipped ->
                new ScanAnswer(
                        "green",
                        words.say(
                                "ship.shipped",
                                String.valueOf(shipped.number()),
                                shipped.carrier(),
                                Shown.words(shipped.service()),
                                shipped.tracking()),
                        null);
            case ScanResult.AlreadyShipped already ->
                new ScanAnswer("yellow", words.say("ship.left", String.valueOf(already.number())), already.shippedAt());
            case ScanResult.Refused refused ->
                new ScanAnswer("red", words.refused(Problem.of(refused.code(), "code", null, refused.message())), null);
        };
    }
}
