package wharf.shipping;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;

/**
 * The label of a return is there, or the carrier will not sell one. Published in the transaction that records it.
 *
 * @param tracking null when it was refused
 * @param refusal why there is none; null when it was bought
 */
public record ReturnLabelBought(
        UUID id,
        MerchantId merchant,
        @Nullable String tracking,
        @Nullable String refusal) {}
