package wharf.messaging;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/text-consents")
class TextConsentApi {
    private final TextConsents consents;
    private final Merchants merchants;

    TextConsentApi(TextConsents consents, Merchants merchants) {
        this.consents = consents;
        this.merchants = merchants;
    }

    /**
     * A shopper's yes or no to texts about their orders.
     *
     * @param merchant code or id; may be left out by a caller that acts for one merchant
     * @param phone E.164, such as +12395550123
     * @param wording what the shopper agreed to, word for word; required for a yes
     */
    record NewConsent(
            @Nullable String merchant,
            @NotBlank @Size(max = 50) String phone,
            @NotNull Boolean granted,
            @Nullable @Size(max = 1000) String wording) {}

    /** Records that a shopper agrees to texts, or ends them; the latest word counts. */
    @PostMapping
    @PreAuthorize("hasAuthority('orders:write')")
    @ResponseStatus(HttpStatus.CREATED)
    TextConsents.Entry record(@Valid @RequestBody NewConsent consent) {
        if (consent.granted() && (consent.wording() == null || consent.wording().isBlank()))
            throw Refusal.invalid(
                    "required",
                    "wording",
                    consent.wording(),
                    "Give the words the shopper agreed to; they are kept as evidence.");
        var merchant = merchants.requested(consent.merchant());
        var phone = phone(consent.phone());
        consents.record(merchant, phone, consent.granted(), TextConsents.Source.API, consent.wording());
        return consents.history(merchant, phone).getFirst();
    }

    /** Everything recorded of a number, latest first. */
    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    List<TextConsents.Entry> history(
            @RequestParam(required = false) @Nullable String merchant, @RequestParam String phone) {
        return consents.history(merchants.requested(merchant), phone(phone));
    }

    private static String phone(String given) {
        return Phones.e164(given, null)
                .orElseThrow(() -> Refusal.invalid(
                        "not-a-phone", "phone", given, "Give the number as E.164, such as +12395550123."));
    }
}
