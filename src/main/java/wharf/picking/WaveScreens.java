package wharf.picking;

import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import wharf.shared.Refusal;
import wharf.warehouse.Warehouses;

/** One wave and its batches; whoever follows the name of a batch or a pick comes to the batch's row. The list of waves is the console's. */
@Controller
class WaveScreens {
    private final Waves waves;
    private final Warehouses warehouses;

    WaveScreens(Waves waves, Warehouses warehouses) {
        this.waves = waves;
        this.warehouses = warehouses;
    }

    @GetMapping("/waves/{id}")
    @PreAuthorize("hasAuthority('operations:manage')")
    String show(@PathVariable UUID id, Model model) {
        var wave = waves.find(id).orElseThrow(() -> Refusal.notFound("wave", id));
        model.addAttribute("wave", wave);
        model.addAttribute("batches", waves.batches(id));
        model.addAttribute("site", warehouses.get(wave.warehouse()));
        return "picking/wave";
    }
}
