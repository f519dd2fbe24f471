package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wharf.testing.Scenery.all;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
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
    private static final int MOST_TOTES = 40;

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
            var page = browsing.demo("picker");
            begin(browsing, page);
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

    @Test
    void scans_for_a_cart_that_is_gone_are_listed_and_hold_up_neither_scans_nor_buttons() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        engine.drain();
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var page = browsing.demo("packer");
            begin(browsing, page);
            page.context().setOffline(true);
            burst(page, scansOf(page));
            page.waitForSelector("#scans-waiting:visible");
            page.navigate("about:blank");
            var packer = cartOf("user:somebody-else");
            page.context().setOffline(false);
            page.navigate("/floor/pick");

            page.waitForCondition(
                    () -> page.locator("#scans-refused").textContent().contains("any more"));
            page.waitForCondition(() -> !page.locator("#scans-waiting").isVisible());
            cartOf(packer);
            page.evaluate("""
                    () => localStorage.setItem('wharf-scans', JSON.stringify([{id: crypto.randomUUID(), who: document.body.dataset.who,
                      action: '/floor/pack/gone/scans', scan: 'STALE', of: '', at: Date.now(), screen: '/floor/pack/gone'}]))
                    """);
            page.navigate("/floor/pick");
            assertThat(waiting(page)).contains("/floor/pack/gone").contains("Leave STALE out");
            browsing.picture(page, "floor-stale");
            page.click(".wharf-aside summary");
            page.click("button:has-text('Missing')");
            page.waitForCondition(
                    () -> page.locator("#step .wharf-said").textContent().contains("Noted"));
            page.click("[data-leave-out]");
            assertThat(page.locator("#scans-waiting").isVisible()).isFalse();
            assertThat(page.locator("#scans-refused").textContent()).contains("STALE");
            assertThat(browsing.complaints())
                    .filteredOn(said -> !said.contains("ERR_INTERNET_DISCONNECTED"))
                    .isEmpty();
        }
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void scans_of_somebody_else_wait_for_them_and_pages_that_were_kept_are_dropped_with_their_session() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        engine.drain();
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var page = browsing.demo("picker");
            page.navigate("/floor");
            page.click("button:has-text('FTM')");
            page.waitForFunction("() => navigator.serviceWorker.controller !== null");
            page.evaluate("""
                    () => localStorage.setItem('wharf-scans', JSON.stringify([{id: crypto.randomUUID(), who: 'user:somebody-else',
                      action: '/floor/pick/scan', scan: 'T0001', of: '', values: {batch: '', scan: 'T0001'}, at: 1, screen: '/floor/pick'}]))
                    """);
            page.evaluate("""
                    () => caches.open('wharf-floor-pages').then(pages => Promise.all(
                      Array.from({length: 40}, (nothing, n) => pages.put('/floor/pack/' + n, new Response('kept')))))
                    """);
            page.navigate("/floor/count");
            assertThat(waiting(page)).contains("sign in here: 1.");
            page.waitForFunction(
                    "() => caches.open('wharf-floor-pages').then(pages => pages.keys()).then(kept => kept.length <= 30)");
            page.evaluate("() => localStorage.setItem('wharf-floor-person', JSON.stringify('user:somebody-else'))");
            page.reload();
            page.waitForFunction(
                    "() => caches.open('wharf-floor-pages').then(pages => pages.match('/floor/pack/39')).then(kept => !kept)");
            assertThat(waiting(page)).contains("sign in here: 1.");
            assertThat(browsing.complaints()).isEmpty();
        }
    }

    /** Gives the packer's cart to somebody; returns who had it. */
    private String cartOf(String somebody) {
        return scenery.inTransaction(
                () -> jdbc.sql("""
                        update pick_batch b
                        set picker_key = :key
                        from (select id, picker_key from pick_batch where picker = 'packer@wharf.local' and state = 'PICKING' for update) before
                        where b.id = before.id
                        returning before.picker_key
                        """).param("key", somebody).query(String.class).single());
    }

    private static void begin(Browsing browsing, Page page) {
        page.navigate("/floor");
        page.click("button:has-text('FTM')");
        browsing.picture(page, "floor-home");
        page.navigate("/floor/pick");
        page.click("text=Next batch");
        page.waitForSelector("#scan");
        page.waitForFunction("() => navigator.serviceWorker.controller !== null");
        loadTotes(page);
    }

    private static void loadTotes(Page page) {
        for (int n = 1; n <= MOST_TOTES && page.locator("#bin-code").count() == 0; n++) {
            page.evaluate("() => document.getElementById('step').dataset.old = 'yes'");
            page.fill("#scan", "T%04d".formatted(n));
            page.press("#scan", "Enter");
            page.waitForSelector("#step:not([data-old])");
        }
    }

    /** What the first pick of the cart takes: the bin, the item, how many if more than one, the tote. */
    private static List<String> scansOf(Page page) {
        var scans = new ArrayList<>(List.of(PickScreen.bin(page), PickScreen.item(page)));
        var units = PickScreen.units(page);
        if (!units.equals("1")) scans.add(units);
        scans.add(PickScreen.tote(page));
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
