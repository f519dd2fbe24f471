package wharf.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.FlashMapManager;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries a message over a redirect in a cookie instead of a server's session, so that any node can show it. Texts only; who forges one
 * misleads only themselves.
 */
@Component(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
class FlashCookie implements FlashMapManager {
    private static final String NAME = "wharf_flash";
    private static final int SECONDS = 60;
    private static final int LONGEST = 1500;
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JsonMapper json;

    FlashCookie(JsonMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable FlashMap retrieveAndUpdate(HttpServletRequest request, HttpServletResponse response) {
        var cookie = WebUtils.getCookie(request, NAME);
        if (cookie == null || !request.getMethod().equals("GET") || isFile(request)) return null;
        write(request, response, "", 0);
        return read(cookie);
    }

    @Override
    public void saveOutputFlashMap(FlashMap flash, HttpServletRequest request, HttpServletResponse response) {
        if (flash.isEmpty()) return;
        var texts = new LinkedHashMap<String, String>();
        flash.forEach((name, value) -> texts.put(name, shortened(value.toString())));
        var text = json.writeValueAsString(texts).getBytes(StandardCharsets.UTF_8);
        write(request, response, Base64.getUrlEncoder().withoutPadding().encodeToString(text), SECONDS);
    }

    /** Files a page loads must not eat the message meant for the page. */
    private static boolean isFile(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/assets/") || path.startsWith("/webjars/") || path.equals("/favicon.ico");
    }

    private @Nullable FlashMap read(Cookie cookie) {
        try {
            var flash = new FlashMap();
            flash.putAll(json.readValue(Base64.getUrlDecoder().decode(cookie.getValue()), TEXTS));
            return flash;
        } catch (IllegalArgumentException | JacksonException forged) {
            return null;
        }
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String value, int seconds) {
        var cookie = ResponseCookie.from(NAME, value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(seconds)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
