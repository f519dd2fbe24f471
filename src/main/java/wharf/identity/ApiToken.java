package wharf.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;

/**
 * A program's leave to call the API; the secret itself is not kept.
 *
 * @param hint the last four characters of the secret, to tell tokens apart
 * @param scopes what it may do, of {@link wharf.shared.Authority}
 * @param merchant the only merchant it may see; null for all of the operator's
 * @param expiresAt from when on it is refused; null never
 * @param revokedAt since when it is refused; null if it is not
 */
public record ApiToken(
        UUID id,
        String name,
        String hint,
        List<String> scopes,
        @Nullable MerchantId merchant,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {}
