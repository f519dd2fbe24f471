package wharf.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import wharf.shared.Refusal;

/** Refuses parameters and path segments that hold text which cannot be stored, before any controller sees them. */
@Configuration(proxyBeanMethods = false)
class CleanParameters implements WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Check());
    }

    private static final class Check implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            request.getParameterMap().forEach((name, values) -> {
                require(name, name);
                for (var value : values) require(name, value);
            });
            if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                    instanceof java.util.Map<?, ?> path)
                path.forEach((name, value) -> require(name.toString(), value.toString()));
            return true;
        }

        private static void require(String name, String text) {
            if (CleanText.hostile(text)) throw Refusal.invalid("hostile-text", name, text, CleanText.ADVICE);
        }
    }
}
