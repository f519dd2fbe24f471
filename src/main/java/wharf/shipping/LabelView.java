package wharf.shipping;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/**
 * A parcel's label. All but generation and state is null until it is bought.
 *
 * @param generation counts the labels of the parcel from 1
 * @param reason why it was refused or voided
 */
public record LabelView(
        int generation,
        LabelState state,
        @Nullable String carrier,
        @Nullable String service,
        @Nullable String tracking,
        @Nullable Money postage,
        @Nullable LocalDate deliverBy,
        @Nullable String reason,
        @Nullable Instant boughtAt) {}
