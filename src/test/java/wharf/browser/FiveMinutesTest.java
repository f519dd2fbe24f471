package wharf.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/**
 * The first five minutes of a stranger: from the first page over one's own order, bought, picked, packed, shipped, followed and exchanged, to its
 * timeline. Clicks only what a visitor would, while the simulated people work at full pace around them. Pictures of each screen in
 * target/screenshots, by day and by night, on a desk and on a phone; pages with the guide on them are audited.
 */
@Tag("slow")
@WharfTest
class FiveMinutesTest {
    private static final int MOST_SCANS = 40;

    @LocalServerPort
    int port;

    @Autowired
    Scenery scenery;

    private long began;

    @DynamicPropertySource
    static void livingDemo(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("wharf.demo", () -> true);
        registry.add("wharf.demo-history-days", () -> 0);
        registry.add("wharf.work.enabled", () -> true);
    }

    @Test
    void a_stranger_takes_an_order_from_the_first_page_to_the_exchange() {
        var chromium = Browsing.chromium();
        assumeTrue(chromium.isPresent(), "no Chromium here: install one to walk the screens");
        began = System.nanoTime();
        try (var browsing = Browsing.start(chromium.orElseThrow(), port)) {
            var page = browsing.visitor();
            comeIn(browsing, page);
            buy(browsing, page);
            seeWhy(browsing, page);
            pick(browsing, page);
            pack(browsing, page);
            ship(browsing, page);
            follow(browsing, page);
            askForAnExchange(browsing, page);
            takeItIn(browsing, page);
            lookBack(browsing, page);
            assertThat(browsing.complaints()).isEmpty();
        }
        assertThat(scenery.broken()).isEmpty();
    }

    private void at(String minute) {
        System.out.printf("five minutes: %s after %.1f s%n", minute, (System.nanoTime() - began) / 1e9);
    }

    /** 0:00 */
    private void comeIn(Browsing browsing, Page page) {
        page.navigate("/");
        assertThat(page.url()).endsWith("/welcome");
        page.click("button:has-text('Fast')");
        page.waitForSelector(".wharf-pace [aria-pressed=true]:has-text('Fast')");
        // The day flows by itself: somebody has done something, without a reload.
        page.waitForSelector(".wharf-latest li:nth-child(3)");
        pictures(browsing, page, "five-welcome");
        browsing.audit(page);
        at("0:00 the doors");
    }

    /** 0:30 */
    private void buy(Browsing browsing, Page page) {
        page.click("button:has-text('Go shopping')");
        guide(page, 1);
        assertThat(page.locator("[name=name]").inputValue()).isEqualTo("Alex Visitor");
        assertThat(page.locator("#delivery").textContent()).contains("With you by");
        pictures(browsing, page, "five-checkout");
        page.locator("button[type=submit]:has-text('Order and pay')").click();
        page.waitForURL(Pattern.compile(".*/orders/.*"));
        assertThat(page.content()).contains("Thank you");
        at("0:30 bought");
    }

    private void seeWhy(Browsing browsing, Page page) {
        guide(page, 2);
        page.locator("#guide .wharf-why summary").click();
        assertThat(page.locator("#guide .wharf-why[open]").textContent()).contains("PHX", "FTM", "Cost");
        pictures(browsing, page, "five-why");
        browsing.audit(page);
        at("0:50 why Phoenix");
        guideButton(page, "Pick it yourself").click();
        page.waitForURL("**/floor/pick");
    }

    /** 1:30 */
    private void pick(Browsing browsing, Page page) {
        guide(page, 3);
        boolean wrong = false;
        for (int scans = 0; scans < MOST_SCANS; scans++) {
            if (page.locator("#scan-form").count() == 0) break;
            if (!wrong && page.locator("#bin-code").count() > 0) {
                scan(page, "Its neighbour on the shelf");
                assertThat(page.locator("#step").getAttribute("data-tone")).isEqualTo("WRONG");
                pictures(browsing, page, "five-pick-wrong");
                wrong = true;
            }
            boolean first = scans == 1;
            scan(page, asked(page));
            assertThat(page.locator("#step").getAttribute("data-tone")).isEqualTo("RIGHT");
            if (first) pictures(browsing, page, "five-pick");
            if (first) browsing.audit(page);
        }
        assertThat(wrong).isTrue();
        at("2:10 picked");
        guideButton(page, "Pack it").click();
        page.waitForURL(Pattern.compile(".*/floor/pack.*"));
    }

    /** What the screen asks for, in the words on the barcodes. */
    private static String asked(Page page) {
        if (hidden(page, "task").isEmpty()) return "An empty tote";
        if (hidden(page, "bin").isEmpty())
            return "Bin " + page.locator("#bin-code").textContent().strip();
        if (hidden(page, "count").equals("0")) return "";
        return "Tote ";
    }

    private static String hidden(Page page, String name) {
        return page.locator("#scan-form input[name=" + name + "]").inputValue();
    }

    /** Clicks a barcode; without a name the goods', which is neither bin nor tote nor the wrong one. */
    private static void scan(Page page, String what) {
        page.evaluate("() => document.querySelector('#step').dataset.old = 'yes'");
        var codes = what.isEmpty()
                ? page.locator(
                        "#guide [data-code][data-wrong=false]:not([aria-label^='Scan: Bin']):not([aria-label^='Scan: Tote'])")
                : page.locator("#guide [data-code][aria-label^='Scan: " + what + "']");
        codes.first().click();
        page.waitForSelector("#step:not([data-old])");
    }

    /** 2:15 */
    private void pack(Browsing browsing, Page page) {
        guide(page, 4);
        barcode(page, "Tote ").click();
        page.waitForSelector("#bench");
        barcode(page, toGo(page)).waitFor();
        pictures(browsing, page, "five-pack");
        browsing.audit(page);
        for (var next = toGo(page); !next.isEmpty(); next = toGo(page)) onBench(page, barcode(page, next));
        onBench(page, barcode(page, "Carton"));
        onBench(page, barcode(page, "The scale"));
        assertThat(page.locator("#bench").textContent()).contains("closed");
        page.waitForSelector("#guide .wharf-guide-label svg");
        page.waitForFunction("() => document.querySelector('.wharf-guide-label').getAnimations().length === 0");
        pictures(browsing, page, "five-label");
        browsing.audit(page);
        at("2:40 packed, the label is out");
        guideButton(page, "Bring it to the door").click();
        page.waitForURL(Pattern.compile(".*/ship.*"));
    }

    /** The name of something the bench still waits for; empty when all of it is in the carton. */
    private static String toGo(Page page) {
        return (String) page.evaluate("""
                () => {
                  const open = [...document.querySelectorAll('#bench .list-group-item')].find(li => /[1-9]\\d* to go/.test(li.textContent));
                  return open ? open.querySelector('strong').nextSibling.textContent.trim() : '';
                }""");
    }

    private static void onBench(Page page, Locator code) {
        page.evaluate("() => document.querySelector('#bench').dataset.old = 'yes'");
        code.click();
        page.waitForSelector("#bench:not([data-old])");
        assertThat(page.locator("#bench").getAttribute("data-tone")).isNotEqualTo("WRONG");
    }

    private void ship(Browsing browsing, Page page) {
        guide(page, 5);
        barcode(page, "The label").click();
        page.waitForSelector(".card[role=alert]");
        assertThat(page.locator(".card[role=alert]").getAttribute("class")).contains("green");
        at("2:55 shipped");
        guideButton(page, "Follow it as the shopper").click();
        page.waitForURL(Pattern.compile(".*/track/.*"));
        pictures(browsing, page, "five-track");
    }

    /** 3:00 */
    private void follow(Browsing browsing, Page page) {
        guide(page, 6);
        guideButton(page, "Fast-forward this parcel").click();
        page.waitForSelector(".wharf-track-good h2");
        guideButton(page, "The shopper's inbox").waitFor();
        pictures(browsing, page, "five-delivered");
        browsing.audit(page);
        guideButton(page, "The shopper's inbox").click();
        page.waitForURL("**/inbox");
        var asked = page.locator("a[href^='/inbox/']:has-text('How did we do?'):has-text('alex@visitor.example')");
        page.waitForCondition(() -> {
            if (asked.count() == 0) page.reload();
            return asked.count() > 0;
        });
        pictures(browsing, page, "five-inbox");
        asked.first().click();
        var mail = page.frameLocator("iframe.wharf-mail");
        var five = mail.locator("a:text-is('5')").first();
        pictures(browsing, page, "five-mail");
        answer(browsing, page, five.getAttribute("href"));
        guideButton(page, "The phone").click();
        page.waitForURL("**/phone");
        pictures(browsing, page, "five-phone");
        at("3:30 delivered, read what was sent, answered with one tap");
        guideButton(page, "Send one item back").click();
        page.waitForURL(Pattern.compile(".*/shop/[^/]+/returns/.*"));
    }

    /** The tap opens the survey, which sends itself; here at the port of the test. */
    private static void answer(Browsing browsing, Page page, String link) {
        page.navigate(link.replaceFirst("^https?://[^/]+", ""));
        page.waitForSelector(".alert-success");
        guide(page, 6);
        pictures(browsing, page, "five-survey");
    }

    /** 3:45 */
    private void askForAnExchange(Browsing browsing, Page page) {
        guide(page, 7);
        hideAndShow(page);
        page.locator("select[name=quantity]").first().selectOption("1");
        page.locator("select[name=reason]").first().selectOption("CHANGED_MIND");
        var want = page.locator("select[name=want]").first();
        want.selectOption(want.locator("option").nth(1).getAttribute("value"));
        pictures(browsing, page, "five-exchange");
        page.click("text=See what I get back");
        page.click("#confirm");
        page.waitForURL(Pattern.compile(".*/returns/[^/]+/[0-9a-f-]{36}.*"));
        at("4:00 exchange asked for");
        guideButton(page, "Receive it at the dock").click();
        page.waitForURL("**/floor/returns");
    }

    /** By the keyboard alone, whose focus goes along. */
    private static void hideAndShow(Page page) {
        page.locator("#guide [data-guide-close]").focus();
        page.keyboard().press("Enter");
        page.waitForFunction("() => document.activeElement.matches('.wharf-guide-open')");
        assertThat(page.locator("#guide").count()).isZero();
        page.keyboard().press("Enter");
        page.waitForFunction("() => document.activeElement.matches('[data-guide-close]')");
    }

    private void takeItIn(Browsing browsing, Page page) {
        barcode(page, "The parcel that came back").click();
        page.waitForURL(Pattern.compile(".*/floor/returns/[0-9a-f-]{36}"));
        page.locator("#guide [data-code]").first().click();
        page.waitForSelector("text=1 counted.");
        pictures(browsing, page, "five-dock");
        page.locator("button[name=grade][value=A]").first().click();
        page.waitForSelector("text=1 judged as A.");
        guideButton(page, "Look at the whole story").waitFor();
        at("4:25 received, judged; the replacement is ordered");
        guideButton(page, "Look at the whole story").click();
        page.waitForURL(Pattern.compile(".*/orders/[0-9a-f-]{36}.*"));
    }

    /** 4:30 */
    private void lookBack(Browsing browsing, Page page) {
        guide(page, 8);
        assertThat(page.locator(".wharf-timeline > li").count()).isGreaterThan(15);
        assertThat(page.locator("details.wharf-why").count()).isGreaterThan(2);
        pictures(browsing, page, "five-order");
        browsing.audit(page);
        page.locator("#guide [data-guide-close]").click();
        browsing.wholePicture(page, "five-timeline");
        page.locator(".wharf-guide-open").click();
        guideButton(page, "Its replacement").click();
        page.waitForURL(Pattern.compile(".*/orders/[0-9a-f-]{36}.*"));
        assertThat(page.content()).contains("exchange");
        guideButton(page, "Make it yours").click();
        page.waitForURL("**/yours");
        page.navigate("/simulation");
        pictures(browsing, page, "five-simulation");
        at("4:45 looked back");
    }

    private static void guide(Page page, int step) {
        page.waitForSelector("#guide .wharf-guide-step:has-text('Step " + step + " of 8')");
    }

    private static Locator barcode(Page page, String what) {
        return page.locator("#guide [data-code][aria-label^='Scan: " + what + "']")
                .first();
    }

    private static Locator guideButton(Page page, String label) {
        return page.locator("#guide .btn:has-text(\"" + label + "\")").first();
    }

    /** By day and by night. */
    private static void pictures(Browsing browsing, Page page, String name) {
        browsing.picture(page, name);
        theme(page, "dark");
        browsing.picture(page, name + "-dark");
        theme(page, "light");
    }

    private static void theme(Page page, String theme) {
        page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme);
        // Colours fade over; a picture of that shows neither.
        page.waitForFunction("() => !document.getAnimations().some(one => one instanceof CSSTransition)");
    }
}
