package wharf.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;

/** A token to be issued; see {@link ApiToken} for the fields. */
public record NewApiToken(
        @NotBlank @Size(max = 100) String name,
        @NotEmpty @Size(max = 50) List<@NotNull String> scopes,
        @Nullable MerchantId merchant,
        @Nullable Instant expiresAt) {}
