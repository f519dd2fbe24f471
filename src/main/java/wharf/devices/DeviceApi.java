package wharf.devices;

import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/devices")
class DeviceApi {
    private final Devices devices;

    DeviceApi(Devices devices) {
        this.devices = devices;
    }

    /** All that may come in, and those shut out in the last week. */
    @GetMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    List<Device> all() {
        return devices.all();
    }

    /** Shuts a device out at once and ends the sessions that run on it. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('operations:manage')")
    void revoke(@PathVariable UUID id) {
        devices.revoke(id);
    }
}
