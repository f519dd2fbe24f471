package wharf.console;

import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import wharf.platform.CurrentUser;
import wharf.platform.HomeTile;
import wharf.platform.WharfPrincipal;

/** What needs a person now, counted by the modules themselves. */
@Controller
class HomeScreen {
    private final List<HomeTile> tiles;
    private final TransactionTemplate reading;

    HomeScreen(ObjectProvider<HomeTile> tiles, PlatformTransactionManager transactions) {
        this.tiles = tiles.stream()
                .sorted(Comparator.comparingInt(HomeTile::order).thenComparing(HomeTile::label))
                .toList();
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    @GetMapping("/")
    String home(Model model) {
        var visitor = CurrentUser.get();
        model.addAttribute("tiles", reading.execute(status -> counted(visitor)));
        return "console/home";
    }

    private List<CountedTile> counted(WharfPrincipal visitor) {
        return tiles.stream()
                .filter(tile -> visitor.may(tile.authority()))
                .map(tile -> new CountedTile(tile, tile.count().getAsLong()))
                .toList();
    }
}
