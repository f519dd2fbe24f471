package wharf.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.Role;

/**
 * Somebody on the operator's staff, with their badge.
 *
 * @param code what the barcode of the badge says; null while they have none
 * @param lockedAt since when wrong PINs have locked the badge; null when it is not
 */
public record Badge(
        UUID userId,
        String name,
        String email,
        Role role,
        @Nullable String code,
        @Nullable Instant issuedAt,
        @Nullable Instant lockedAt) {}
