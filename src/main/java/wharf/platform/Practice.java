package wharf.platform;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/** Whether the device on the floor practises: on the real layout, with the training merchant's items and orders only. For templates. */
public final class Practice {
    /** The cookie that says so, on the paths of the floor. */
    public static final String COOKIE = "wharf-floor-practice";

    private Practice() {}

    /** For the request being answered. */
    public static boolean here() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && of(attributes.getRequest());
    }

    public static boolean of(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie != null && cookie.getValue().equals("on");
    }
}
