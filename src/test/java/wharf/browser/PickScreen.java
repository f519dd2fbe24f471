package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;

/** What the picker's screen asks for, read off it. */
final class PickScreen {
    private static final Pattern TAKE = Pattern.compile("Take (\\d+)");
    private static final Pattern INTO = Pattern.compile("Put into tote (\\S+), slot");

    private PickScreen() {}

    static String bin(Page page) {
        return page.locator("#bin-code").textContent();
    }

    static String item(Page page) {
        return page.locator("#step p strong").first().textContent();
    }

    static String units(Page page) {
        return read(page, TAKE);
    }

    static String tote(Page page) {
        return read(page, INTO);
    }

    private static String read(Page page, Pattern pattern) {
        var text = page.locator("#step").textContent();
        var found = pattern.matcher(text);
        assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
        return found.group(1);
    }
}
