package wharf.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import wharf.platform.MenuEntry;
import wharf.platform.web.PageScript;

/** Gives every page its shell; a filter, so that pages about errors have one too. */
@Component
@Order(10)
class ShellFilter extends OncePerRequestFilter {
    private final List<MenuEntry> menu;
    private final List<PageScript> scripts;

    ShellFilter(List<MenuEntry> menu, List<PageScript> scripts) {
        this.scripts = List.copyOf(scripts);
        this.menu = menu.stream()
                .sorted(Comparator.comparing(MenuEntry::section)
                        .thenComparingInt(MenuEntry::order)
                        .thenComparing(MenuEntry::label))
                .toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        new Shell(request, menu, scripts).attach();
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
