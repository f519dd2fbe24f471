package wharf.identity;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.Role;

/**
 * A user to be created.
 *
 * @param password see {@link PasswordRules}
 * @param merchant for the merchant roles only
 */
public record NewUser(
        @NotBlank @Email @Size(max = 254) String email,
        @NotBlank @Size(max = 200) String name,
        @NotNull Role role,
        @Nullable MerchantId merchant,
        @NotBlank String password) {
    @Override
    public String toString() {
        return "NewUser[" + email + ", " + role + "]";
    }
}
