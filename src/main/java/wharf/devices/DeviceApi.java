package wharf.devices;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/devices")
class DeviceApi {
    private final Devices devices;
    private final Successions successions;

    DeviceApi(Devices devices, Successions successions) {
        this.devices = devices;
        this.successions = successions;
    }

    /** @param agent of the same warehouse; left out for this server */
    record Successor(@Nullable UUID agent) {}

    /** The names of what was handed over. */
    record HandedOver(List<String> names) {}

    /** All that may come in, and those shut out in the last week. */
    @GetMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    List<Device> all() {
        return devices.all();
    }

    /** Hands the printers and scales that an agent drives, and what waits for them, to another. */
    @PutMapping("/{id}/successor")
    @PreAuthorize("hasAuthority('operations:manage')")
    HandedOver handOver(@PathVariable UUID id, @RequestBody Successor successor) {
        return new HandedOver(successions.handOver(id, successor.agent()));
    }

    /** Shuts a device out at once and ends the sessions that run on it. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('operations:manage')")
    void revoke(@PathVariable UUID id) {
        devices.revoke(id);
    }
}
