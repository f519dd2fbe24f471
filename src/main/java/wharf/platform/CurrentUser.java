package wharf.platform;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Who sent the request this thread answers. For controllers; services read {@link Context}. */
public final class CurrentUser {
    private CurrentUser() {}

    public static Optional<WharfPrincipal> find() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof WharfPrincipal principal
                ? Optional.of(principal)
                : Optional.empty();
    }

    /** The caller; refuses when nobody is signed in. */
    public static WharfPrincipal get() {
        return find().orElseThrow(() ->
                new Refusal(Refusal.Kind.FORBIDDEN, List.of(Problem.of("not-signed-in", "", null, "Sign in first."))));
    }

    /**
     * The merchant a request is about: a merchant's own user or token need not name it, and may name no other; the operator's must.
     *
     * @param requested the field or parameter {@code merchant}
     */
    public static MerchantId merchantOf(@Nullable MerchantId requested) {
        var own = get().merchant();
        if (own.isEmpty()) return required(requested);
        if (requested == null || requested.equals(own.get())) return own.get();
        throw Refusal.notFound("merchant", requested);
    }

    private static MerchantId required(@Nullable MerchantId requested) {
        if (requested != null) return requested;
        throw Refusal.invalid(
                "missing", "merchant", null, "Name the merchant: this user or token acts for several of them.");
    }
}
