package wharf.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.Role;

/**
 * A person who may sign in.
 *
 * @param email lower case, unique
 * @param merchant whose they are; null for the operator's staff
 * @param version rises with every change; the entity tag
 */
public record User(
        UUID id,
        String email,
        String name,
        Role role,
        @Nullable MerchantId merchant,
        boolean enabled,
        int version,
        Instant createdAt) {}
