package wharf.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Files that pages load, under an address that holds a hash of what is in them: browsers keep them for good, and a new version is another
 * address. Those of libraries hold their version already. For templates.
 */
public final class Assets {
    private static final Map<String, String> PATHS = new ConcurrentHashMap<>();
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private Assets() {}

    /** {@code wharf.css} becomes {@code /assets/wharf-0123….css}. */
    public static String path(String name) {
        return PATHS.computeIfAbsent(name, Assets::hashed);
    }

    private static String hashed(String name) {
        try (var content = new ClassPathResource("static/assets/" + name).getInputStream()) {
            int dot = name.lastIndexOf('.');
            return "/assets/" + name.substring(0, dot) + "-" + DigestUtils.md5DigestAsHex(content)
                    + name.substring(dot);
        } catch (IOException e) {
            throw new UncheckedIOException("no asset " + name, e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Served implements WebMvcConfigurer {
        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/assets/{file:.+-[0-9a-f]{32}\\.[a-z]+}")
                    .addResourceLocations("classpath:/static/assets/")
                    .setCacheControl(FOR_GOOD)
                    .resourceChain(true)
                    .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
            registry.addResourceHandler("/webjars/**")
                    .addResourceLocations("classpath:/META-INF/resources/webjars/")
                    .setCacheControl(FOR_GOOD);
        }
    }
}
