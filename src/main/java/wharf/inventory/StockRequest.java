package wharf.inventory;

import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;

/** What a caller asks of a merchant's stock under an id of its own making: the same one is done once. */
sealed interface StockRequest permits Receipt, Adjustment, Move {
    MerchantId merchant();

    UUID requestId();

    /** All of it but merchant and id, as a text that another request does not have. */
    String content();

    static String text(@Nullable Object... parts) {
        return Arrays.stream(parts).map(part -> Objects.toString(part, "")).collect(Collectors.joining("\u001f"));
    }
}
