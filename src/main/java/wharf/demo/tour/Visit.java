package wharf.demo.tour;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * A browser that looks around as a shopper.
 *
 * @param id known to nobody but the browser's cookie
 * @param order what came of the cart
 * @param hold keeps the order for the visitor until they pick it
 * @param keptUntil business time
 */
record Visit(
        UUID id,
        MerchantId merchant,
        UUID cart,
        @Nullable OrderId order,
        @Nullable UUID hold,
        Instant keptUntil) {}
