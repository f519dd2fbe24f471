package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wharf.testing.Scenery.all;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.WorkEngine;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A handheld loses its connection in the middle of a pick: what is scanned meanwhile counts afterwards, once and in order. */
@Tag("slow")
@WharfTest
class FloorOfflineTest {
    private static final String PASSWORD = "demo-wharf-demo";
    private static final Pattern TAKE = Pattern.compile("Take (\\d+)");
    private static final Pattern INTO = Pattern.compile("Put into tote (\\S+), slot");
    private static final int MOST_TOTES = 20;

    @LocalServerPort
    int port;

    @Autowired
    WorkEngine engine;

    @Autowired
    Scenery scenery;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @DynamicPropertySource
    static void demo(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> true);
    }

    @Test
    void scans_without_a_connection_wait_survive_a_reload_count_once_and_the_last_is_undone() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        engine.drain();
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var page = browsing.signedIn("picker@wharf.local", PASSWORD);
            page.navigate("/floor");
            page.click("button:has-text('FTM')");
            browsing.picture(page, "floor-home");
            page.navigate("/floor/pick");
            page.click("text=Next batch");
            page.waitForSelector("#scan");
            page.waitForFunction("() => navigator.serviceWorker.controller !== null");
            loadTotes(page);
            browsing.picture(page, "floor-pick");
            var scans = scansOf(page);
            int units = picked();

            page.context().setOffline(true);
            burst(page, scans);
            page.waitForSelector("#scans-waiting:visible");
            page.waitForCondition(() -> waiting(page).contains(scans.size() + " scans waiting"));
            browsing.picture(page, "floor-offline");
            page.reload();
            page.waitForCondition(() -> waiting(page).contains(scans.size() + " scans waiting"));
            assertThat(page.locator("#bin-code").textContent()).isEqualTo(scans.getFirst());
            assertThat(picked()).isEqualTo(units);

            page.context().setOffline(false);
            page.waitForCondition(
                    () -> page.locator("#step").getAttribute("data-tone").equals("RIGHT")
                            && page.locator("#step .wharf-said").textContent().contains("Picked"));
            int after = picked();
            assertThat(after).isGreaterThan(units);
            assertThat(page.locator("#scans-refused").isVisible()).isFalse();
            assertThat(page.locator("#scans-waiting").isVisible()).isFalse();

            page.click("[data-undo-scan]");
            page.waitForCondition(
                    () -> page.locator("#step .wharf-said").textContent().contains("Undone"));
            assertThat(picked()).isEqualTo(units);
            burst(page, scans);
            page.waitForCondition(
                    () -> page.locator("#step .wharf-said").textContent().contains("Picked"));
            assertThat(picked()).isEqualTo(after);
            browsing.picture(page, "floor-picked");
            assertThat(browsing.complaints())
                    .filteredOn(said -> !said.contains("ERR_INTERNET_DISCONNECTED"))
                    .isEmpty();
        }
        assertThat(scenery.broken()).isEmpty();
    }

    private void loadTotes(Page page) {
        for (int n = 1; n <= MOST_TOTES && page.locator("#bin-code").count() == 0; n++) {
            page.evaluate("() => document.getElementById('step').dataset.old = 'yes'");
            page.fill("#scan", "T%04d".formatted(n));
            page.press("#scan", "Enter");
            page.waitForSelector("#step:not([data-old])");
        }
    }

    /** What the first pick of the cart takes: the bin, the item, how many if more than one, the tote. */
    private static List<String> scansOf(Page page) {
        var text = page.locator("#step").textContent();
        var scans = new ArrayList<String>();
        scans.add(page.locator("#bin-code").textContent());
        scans.add(page.locator("#step p strong").first().textContent());
        var take = TAKE.matcher(text);
        assertThat(take.find()).isTrue();
        if (!take.group(1).equals("1")) scans.add(take.group(1));
        var into = INTO.matcher(text);
        assertThat(into.find()).isTrue();
        scans.add(into.group(1));
        return scans;
    }

    /** As fast as a scanner types, whatever the screen does meanwhile. */
    private static void burst(Page page, List<String> scans) {
        for (var scan : scans) page.keyboard().type(scan + "\n");
    }

    private static String waiting(Page page) {
        return page.locator("#scans-waiting").textContent();
    }

    private int picked() {
        return all(() -> transaction.execute(status -> jdbc.sql("select coalesce(sum(picked), 0) from pick_task")
                .query(Integer.class)
                .single()));
    }
}
