package wharf.platform;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wharf.shared.Actor;
import wharf.shared.MerchantId;
import wharf.shared.Role;
import wharf.shared.Scope;

/**
 * Who sent a request: a signed-in person, or a program with an API token.
 *
 * @param key stable and unique among users and tokens, such as {@code user:0190…}; owns idempotency keys, pick batches and pack sessions
 * @param name the person's e-mail address or the token's name; what history shows
 * @param role the person's role; null for a token, which has authorities only
 * @param merchant the only merchant the caller may see; empty for the operator's own
 */
public record WharfPrincipal(
        Actor.Kind kind,
        String key,
        String name,
        @Nullable Role role,
        Optional<MerchantId> merchant,
        Set<String> authorities)
        implements Principal {
    public WharfPrincipal {
        authorities = Set.copyOf(authorities);
    }

    @Override
    public String getName() {
        return name;
    }

    public boolean may(String authority) {
        return authorities.contains(authority);
    }

    public Scope scope() {
        return merchant.map(Scope::of).orElse(Scope.ALL);
    }

    public Actor actor() {
        return new Actor(kind, name, key);
    }
}
