package wharf.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.WebUtils;
import wharf.platform.CurrentUser;
import wharf.platform.MenuEntry;
import wharf.platform.WharfPrincipal;
import wharf.platform.web.PageScript;

/** What the layout shows around a page: the visitor, their menu, the message left by the request before. For templates. */
public final class Shell {
    private static final int LONGEST_ZONE = 60;

    private final HttpServletRequest request;
    private final List<MenuEntry> menu;
    private final List<PageScript> scripts;

    Shell(HttpServletRequest request, List<MenuEntry> menu, List<PageScript> scripts) {
        this.request = request;
        this.menu = menu;
        this.scripts = scripts;
    }

    /** The shell of the page being rendered. */
    public static Shell current() {
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        var request = attributes.getRequest();
        return request.getAttribute(Shell.class.getName()) instanceof Shell shell
                ? shell
                : new Shell(request, List.of(), List.of());
    }

    /** What other modules add to this page. */
    public List<String> scripts() {
        return scripts.stream()
                .flatMap(script -> script.on(request).stream())
                .distinct()
                .toList();
    }

    void attach() {
        request.setAttribute(Shell.class.getName(), this);
    }

    public Optional<WharfPrincipal> visitor() {
        return CurrentUser.find();
    }

    public boolean signedIn() {
        return visitor().isPresent();
    }

    public boolean may(String authority) {
        return visitor().map(who -> who.may(authority)).orElse(false);
    }

    /** A section of the menu and those of its entries that the visitor may open. */
    public record Section(String label, List<MenuEntry> entries) {}

    /** The menu by section, in order; sections without an entry are left out. */
    public List<Section> sections() {
        return java.util.Arrays.stream(MenuEntry.Section.values())
                .map(section -> new Section(
                        section.label(),
                        menu().stream()
                                .filter(entry -> entry.section() == section)
                                .toList()))
                .filter(section -> !section.entries().isEmpty())
                .toList();
    }

    /** The entries the visitor may open, in order. */
    public List<MenuEntry> menu() {
        return menu.stream().filter(entry -> may(entry.authority())).toList();
    }

    /** Whether the page shown belongs to an entry: the longest path that the address begins with. */
    public boolean shows(MenuEntry entry) {
        return menu.stream()
                .map(MenuEntry::path)
                .filter(this::within)
                .max(java.util.Comparator.comparingInt(String::length))
                .filter(entry.path()::equals)
                .isPresent();
    }

    private boolean within(String path) {
        var here = request.getRequestURI();
        return path.equals("/") ? here.equals("/") : here.equals(path) || here.startsWith(path + "/");
    }

    public String csrfField() {
        var token = csrf();
        return token == null ? "_csrf" : token.getParameterName();
    }

    public String csrfToken() {
        var token = csrf();
        return token == null ? "" : token.getToken();
    }

    /** The headers htmx sends with every request, as JSON. Both values are plain ASCII without quotes. */
    public String csrfHeaders() {
        var token = csrf();
        return token == null ? "{}" : "{\"" + token.getHeaderName() + "\": \"" + token.getToken() + "\"}";
    }

    /** What the request before had to say: the flash attribute {@code flash} (done) or {@code flashError} (refused). */
    public @Nullable String flash(String name) {
        var flash = RequestContextUtils.getInputFlashMap(request);
        return flash != null && flash.get(name) instanceof String text ? text : null;
    }

    /** The reader's time zone, told by the page before; null on the first one. */
    public @Nullable ZoneId zone() {
        var cookie = WebUtils.getCookie(request, "wharf_zone");
        if (cookie == null || cookie.getValue().length() > LONGEST_ZONE) return null;
        try {
            return ZoneId.of(cookie.getValue());
        } catch (DateTimeException nonsense) {
            return null;
        }
    }

    /** How the reader's browser wants dates and numbers. */
    public Locale locale() {
        return request.getLocale();
    }

    private @Nullable CsrfToken csrf() {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token : null;
    }
}
