package wharf.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.CurrentUser;
import wharf.platform.Finder;
import wharf.platform.Finder.Found;
import wharf.platform.MenuEntry;

/** The command palette: screens by name, and whatever the modules find by what was typed or scanned. */
@Controller
class FindScreen {
    private static final int MOST = 5;
    private static final int LONGEST = 100;

    private final List<Finder> finders;
    private final List<MenuEntry> menu;
    private final TransactionTemplate reading;

    FindScreen(ObjectProvider<Finder> finders, List<MenuEntry> menu, PlatformTransactionManager transactions) {
        this.finders = finders.stream()
                .sorted(java.util.Comparator.comparing(Finder::kind).reversed())
                .toList();
        this.menu = menu;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    @GetMapping("/find")
    String find(@RequestParam(defaultValue = "") String text, Model model) {
        var wanted = text.strip();
        var groups = new ArrayList<FoundGroup>();
        if (!wanted.isEmpty() && wanted.length() <= LONGEST) {
            groups.add(new FoundGroup("Pages", pages(wanted.toLowerCase(Locale.ROOT))));
            if (wanted.length() > 1) reading.executeWithoutResult(status -> groups.addAll(things(wanted)));
        }
        model.addAttribute(
                "groups",
                groups.stream().filter(group -> !group.found().isEmpty()).toList());
        model.addAttribute("text", wanted);
        return "console/found";
    }

    private List<Found> pages(String wanted) {
        return menu.stream()
                .filter(entry -> CurrentUser.get().may(entry.authority()))
                .filter(entry -> entry.label().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(java.util.Comparator.comparing(MenuEntry::section).thenComparingInt(MenuEntry::order))
                .limit(MOST)
                .map(entry -> new Found(entry.label(), entry.section().label(), entry.path()))
                .toList();
    }

    private List<FoundGroup> things(String wanted) {
        return finders.stream()
                .filter(finder -> CurrentUser.get().may(finder.authority()))
                .map(finder -> new FoundGroup(finder.kind(), finder.find(wanted, MOST)))
                .toList();
    }
}
