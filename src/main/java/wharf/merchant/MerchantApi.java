package wharf.merchant;

import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/merchants")
class MerchantApi {
    private final Merchants merchants;
    private final Charges charges;

    MerchantApi(Merchants merchants, Charges charges) {
        this.merchants = merchants;
        this.charges = charges;
    }

    record Charged(boolean recorded) {}

    @GetMapping
    @PreAuthorize("hasAuthority('catalog:read')")
    List<Merchant> all() {
        return merchants.all();
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('catalog:read')")
    Merchant one(@PathVariable MerchantId id) {
        return merchants.find(id).orElseThrow(() -> Refusal.notFound("merchant", id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('admin')")
    Merchant create(@Valid @RequestBody NewMerchant merchant) {
        var id = merchants.create(merchant);
        return merchants.find(id).orElseThrow();
    }

    /** Charges a merchant by hand; the same request id is charged once. */
    @PostMapping("/{id}/charges")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('operations:manage')")
    Charged charge(@PathVariable MerchantId id, @Valid @RequestBody Charges.NewCharge charge) {
        return new Charged(charges.charge(id, charge));
    }
}
