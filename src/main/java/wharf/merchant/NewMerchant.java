package wharf.merchant;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A merchant to be created; see {@link Merchant} for the fields. */
public record NewMerchant(
        @NotBlank
        @Pattern(
                regexp = "[a-z0-9][a-z0-9-]{1,31}",
                message = "must be 2 to 32 of a-z, 0-9 and -, starting with a letter or digit")
        String code,

        @NotBlank @Size(max = 200) String name,

        @NotBlank @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as USD")
        String currency,

        @NotBlank @Email @Size(max = 200) String senderEmail,

        @Nullable @Pattern(regexp = "[a-z]{2}", message = "must be a two-letter language code")
        String locale,

        @Nullable @Pattern(regexp = "#[0-9a-fA-F]{6}", message = "must be a colour such as #206bc4")
        String brandColor,

        @Nullable Boolean shipComplete,
        @Nullable Boolean allowSplit) {

    /** A merchant with nothing special about it. */
    public static NewMerchant of(String code, String name, String currency, String senderEmail) {
        return new NewMerchant(code, name, currency, senderEmail, null, null, null, null);
    }
}
