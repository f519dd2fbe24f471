package wharf.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless Chromium that is on this computer already, what its pages complained about, and pictures of them. */
final class Browsing implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int WIDE = 1440;
    private static final int NARROW = 360;
    private static final int PATIENCE_MILLIS = 90_000;

    private static final String AXE = axe();
    /** Colours are all that a theme changes. */
    private static final String DARK_RULES = "{runOnly: ['color-contrast', 'link-in-text-block']}";

    private static final String ALL_RULES =
            "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}";
    private static final String FINDINGS = """
            async () => (await axe.run(document, {resultTypes: ['violations'], ...%s})).violations
              .filter(found => ['serious', 'critical'].includes(found.impact))
              .map(found => `${found.id}: ${found.help}: ` + found.nodes.slice(0, 3)
                .map(node => node.target.join(' ') + ' | ' + node.html.slice(0, 120) + ' | ' + (node.any[0] || {message: ''}).message.slice(0, 160)).join(' ;; '))
            """;

    private final Playwright playwright;
    private final Browser browser;
    private final String root;
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, Integer> audited = new HashMap<>();

    private Browsing(Playwright playwright, Browser browser, String root) {
        this.playwright = playwright;
        this.browser = browser;
        this.root = root;
    }

    /** The audit's script, vendored as a test dependency: it is put into a page by the browser's own door, so the page's policy stays as it is. */
    private static String axe() {
        try (var script = Browsing.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe-core").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Path> chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browsing start(Path chromium, int port) {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox")));
        return new Browsing(playwright, browser, "http://127.0.0.1:" + port);
    }

    /** The browser window of somebody who is not signed in. */
    Page visitor() {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setBaseURL(root).setViewportSize(WIDE, 900));
        var page = context.newPage();
        listen(page);
        return page;
    }

    /** One of the demo's people, such as {@code picker}, signed in. */
    Page demo(String person) {
        return signedIn(person + "@wharf.local", "demo-wharf-demo");
    }

    /** Somebody's own browser window, signed in. */
    Page signedIn(String email, String password) {
        var page = visitor();
        page.navigate("/login");
        page.fill("#email", email);
        page.fill("#password", password);
        page.click("main button[type=submit], form[action='/login'] button[type=submit]");
        page.waitForURL(url -> !url.contains("/login"));
        return page;
    }

    /** Somebody who has not signed in, and reads by day or by night. */
    Page visitor(ColorScheme scheme) {
        var page = browser.newContext(new Browser.NewContextOptions()
                        .setBaseURL(root)
                        .setViewportSize(WIDE, 900)
                        .setColorScheme(scheme))
                .newPage();
        listen(page);
        return page;
    }

    private void listen(Page page) {
        // A computer that does much else takes its time; what never comes is still missed.
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            // A form that is refused with what to mend is no fault, though the browser says so.
            if (message.type().equals("error") && !message.text().contains("status of 422"))
                complaints.add(page.url() + ": " + message.text());
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    /** Keeps the page as a wide screen and as a phone show it. */
    void picture(Page page, String name) {
        page.evaluate("() => window.scrollTo(0, 0)");
        keep(page, name + "-wide");
        page.setViewportSize(NARROW, 740);
        int width = (int) page.evaluate("() => document.documentElement.scrollWidth");
        if (width > NARROW) complaints.add(name + " is " + width + " px wide on a phone of " + NARROW + " px");
        keep(page, name + "-phone");
        page.setViewportSize(WIDE, 900);
    }

    private static void keep(Page page, String name) {
        keep(page, name, false);
    }

    private static void keep(Page page, String name, boolean all) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(all));
    }

    /** As {@link #picture}, down to the foot of a long page. */
    void wholePicture(Page page, String name) {
        picture(page, name);
        keep(page, name + "-whole", true);
    }

    /**
     * Looks at a page as it is in both sizes and both themes with axe-core: whatever is serious or critical to people with a disability is a
     * complaint, and so is a page too wide for a phone. A picture of each is kept. The page is left wide and light.
     */
    void audit(Page page) {
        var name = "every/" + name(page.url());
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) page.evaluate(AXE);
        for (int width : new int[] {NARROW, WIDE}) {
            page.setViewportSize(width, 900);
            for (var theme : List.of("dark", "light")) {
                theme(page, theme);
                findings(page, width + " px, " + theme, theme.equals("dark") ? DARK_RULES : ALL_RULES);
                keep(page, name + "-" + width + "-" + theme, true);
            }
            int needed = (int) page.evaluate("() => document.documentElement.scrollWidth");
            if (needed > width)
                complaints.add(page.url() + " is " + needed + " px wide on a screen of " + width + " px");
        }
    }

    /** An address without what names one thing only, such as {@code orders-edit}; numbered from the second of that name on. */
    private String name(String url) {
        var words = URI.create(url)
                .getPath()
                .replaceAll("[0-9a-f-]{36}|[A-Za-z0-9_-]{25,}", "")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        var name = words.isEmpty() ? "home" : words;
        int times = audited.merge(name, 1, Integer::sum);
        return times == 1 ? name : name + "-" + times;
    }

    private static void theme(Page page, String theme) {
        page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme);
    }

    private void findings(Page page, String when, String rules) {
        var found = (List<?>) page.evaluate(FINDINGS.formatted(rules));
        found.forEach(finding -> complaints.add(page.url() + " (" + when + "): " + finding));
    }

    /** Errors in the console, pages too wide for a phone, and what audits found. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
