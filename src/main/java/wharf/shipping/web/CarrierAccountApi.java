package wharf.shipping.web;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shipping.tracking.CarrierAccounts;

@RestController
@RequestMapping("/api/v1/carrier-accounts")
class CarrierAccountApi {
    private final CarrierAccounts accounts;

    CarrierAccountApi(CarrierAccounts accounts) {
        this.accounts = accounts;
    }

    /** @param source whose messages will come: demo, easypost, ups */
    record NewAccount(
            @NotBlank @Size(max = 31) String source,

            @NotBlank @Size(max = 100) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*")
            String name) {}

    record Opened(CarrierAccounts.Account account, String secret) {}

    @GetMapping
    @PreAuthorize("hasAuthority('admin')")
    @Operation(summary = "Accounts at carriers that send webhooks, newest first")
    List<CarrierAccounts.Account> list() {
        return accounts.all();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('admin')")
    @Operation(
            summary = "Expect webhooks from a carrier",
            description =
                    "The answer holds the signing secret (whsec_…, Standard Webhooks) for the only time. Several accounts of one source may live at once.")
    Opened open(@Valid @RequestBody NewAccount account) {
        var opened = accounts.open(account.source(), account.name());
        return new Opened(opened.account(), opened.secret());
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasAuthority('admin')")
    @Operation(summary = "Believe nothing signed with this account's secret any more")
    CarrierAccounts.Account revoke(@PathVariable UUID id) {
        return accounts.revoke(id);
    }
}
