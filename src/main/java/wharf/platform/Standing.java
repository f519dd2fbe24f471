package wharf.platform;

import java.util.Optional;

/** Who a person or program is by now, for work that goes on in their name after their request is over. Answered by who keeps them. */
public interface Standing {
    /** By {@link WharfPrincipal#key}; empty when they may not sign in any more, or the token is revoked or its time is up. */
    Optional<WharfPrincipal> now(String key);
}
