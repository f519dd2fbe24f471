package wharf.packing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/** Where the slips of whose parcels are printed. */
@RestController
@RequestMapping("/api/v1/slip-settings")
class SlipSettingApi {
    private final SlipSettings settings;

    SlipSettingApi(SlipSettings settings) {
        this.settings = settings;
    }

    record NewSetting(
            @NotNull MerchantId merchant,
            @NotNull WarehouseId warehouse,
            @NotNull Boolean prints) {}

    @GetMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    List<SlipSettings.Setting> list(@RequestParam(defaultValue = "500") @Min(1) @Max(5000) int limit) {
        return settings.list(limit);
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('operations:manage')")
    void put(@Valid @RequestBody NewSetting setting) {
        settings.put(setting.merchant(), setting.warehouse(), setting.prints());
    }
}
