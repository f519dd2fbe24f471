package wharf.console;

import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import wharf.fulfilment.FlowBoard;
import wharf.order.Sales;
import wharf.platform.CurrentUser;
import wharf.platform.HomeTile;
import wharf.platform.WharfPrincipal;
import wharf.shared.Authority;

/** What needs a person now, counted by the modules themselves; then how today goes. A merchant sees the same of what is theirs. */
@Controller
class HomeScreen {
    private final List<HomeTile> tiles;
    private final FlowBoard board;
    private final Sales sales;
    private final MerchantHome shop;
    private final TransactionTemplate reading;

    HomeScreen(
            ObjectProvider<HomeTile> tiles,
            FlowBoard board,
            Sales sales,
            MerchantHome shop,
            PlatformTransactionManager transactions) {
        this.tiles = tiles.stream()
                .sorted(Comparator.comparingInt(HomeTile::order).thenComparing(HomeTile::label))
                .toList();
        this.board = board;
        this.sales = sales;
        this.shop = shop;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    @GetMapping("/")
    String home(Model model) {
        var visitor = CurrentUser.get();
        reading.executeWithoutResult(status -> {
            model.addAttribute("tiles", counted(visitor));
            boolean orders = visitor.may(Authority.ORDERS_READ);
            model.addAttribute("steps", orders ? board.steps() : List.of());
            model.addAttribute("cutOffs", orders ? board.cutOffs() : List.of());
            boolean ofMerchant = visitor.merchant().isPresent();
            model.addAttribute("today", ofMerchant);
            if (ofMerchant) shop.show(visitor, model);
            else {
                model.addAttribute("channels", orders ? sales.byChannel() : List.of());
                model.addAttribute("items", orders ? sales.byItem() : List.of());
                model.addAttribute("scarce", List.of());
            }
        });
        return "console/home";
    }

    private List<CountedTile> counted(WharfPrincipal visitor) {
        return tiles.stream()
                .filter(tile -> visitor.may(tile.authority()))
                .map(tile -> new CountedTile(tile, tile.count().getAsLong()))
                .toList();
    }
}
