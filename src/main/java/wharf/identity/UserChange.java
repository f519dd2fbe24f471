package wharf.identity;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.Role;

/** What is to change about a user; null leaves it as it is. A new password or a disabled user ends all their sessions. */
public record UserChange(
        @Nullable @Size(min = 1, max = 200) String name,
        @Nullable Role role,
        @Nullable MerchantId merchant,
        @Nullable Boolean enabled,
        @Nullable String password) {
    @Override
    public String toString() {
        return "UserChange[" + name + ", " + role + ", " + enabled + "]";
    }
}
