package wharf.inventory;

import java.util.List;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import wharf.shared.Refusal;

/** What stands in one bin or tote. */
@Controller
class BinScreen {
    private final Stock stock;
    private final StockPlaces places;

    BinScreen(Stock stock, StockPlaces places) {
        this.stock = stock;
        this.places = places;
    }

    @GetMapping("/bins/{id}")
    @PreAuthorize("hasAuthority('stock:read')")
    String show(@PathVariable UUID id, Model model) {
        var place = places.find(List.of(id)).values().stream()
                .filter(found -> found.warehouse() != null)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("bin", id));
        model.addAttribute("place", place);
        model.addAttribute("contents", stock.contents(id));
        return "inventory/bin";
    }
}
