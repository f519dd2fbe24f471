package wharf.identity;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;
import wharf.platform.web.Answers;
import wharf.platform.web.Fault;
import wharf.platform.web.FaultKind;
import wharf.shared.Authority;

/**
 * The way in. Everything needs a caller but what is listed here; what a caller may do stands at each controller's method as
 * {@code @PreAuthorize}.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {
    static final String[] PUBLIC = {
        "/login",
        "/floor/sign-in",
        "/error",
        "/docs",
        "/docs/**",
        "/swagger-ui/**",
        "/v3/api-docs",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/webjars/**",
        "/assets/**",
        "/sandbox-psp/**",
        "/shop/**",
        "/pictures/**",
        "/welcome",
        "/demo/doors/**",
        "/demo/go/**",
        "/demo/forward",
        "/demo/guide",
        "/demo/pace",
        "/hooks/**",
        "/device/**",
        "/favicon.ico",
        "/actuator/health",
        "/actuator/health/**"
    };
    /** No script but our own files; styles may stand in attributes, which cannot run anything. */
    private static final String CONTENT_SECURITY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    /** An answer of the API is never a page. */
    private static final String NOTHING_TO_SHOW = "default-src 'none'; frame-ancestors 'none'";

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Bean
    CookieCsrfTokenRepository csrfTokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    /** Observing every filter by itself costs a request more than all filters together; the request as a whole is measured anyway. */
    @Bean
    SecurityObservationSettings filtersAreNotMeasured() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * The way in for programs: a token is all that counts, so that nothing of what guards a browser (sessions, forged forms, framed pages) is
     * looked at. On a call that takes orders those guards cost more than reading the order.
     */
    @Bean
    @Order(1)
    SecurityFilterChain wayInForPrograms(
            HttpSecurity http,
            Sessions sessions,
            ApiTokens tokens,
            Answers answers,
            Strangers strangers,
            @Value("${wharf.tls.port:0}") int tlsPort) {
        return http.securityMatcher(SecurityConfiguration::isProgram)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(NOTHING_TO_SHOW))
                        .frameOptions(FrameOptionsConfig::disable)
                        .httpStrictTransportSecurity(strict -> strict.requestMatcher(underKnownAuthority(tlsPort))))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(strangers).accessDeniedHandler(strangers))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new CallerFilter(sessions, tokens, answers), ExceptionTranslationFilter.class)
                .build();
    }

    /** Under an authority of our own it would bar the plain address of the same host, too. */
    private static RequestMatcher underKnownAuthority(int tlsPort) {
        return request -> request.isSecure() && request.getLocalPort() != tlsPort;
    }

    private static boolean isProgram(HttpServletRequest request) {
        return CallerFilter.bearer(request) != null && request.getRequestURI().startsWith("/api/");
    }

    @Bean
    SecurityFilterChain wayIn(
            HttpSecurity http,
            Sessions sessions,
            ApiTokens tokens,
            Answers answers,
            Strangers strangers,
            CookieCsrfTokenRepository csrfTokens,
            @Value("${wharf.tls.port:0}") int tlsPort) {
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(PUBLIC)
                                .permitAll()
                                .requestMatchers("/actuator/prometheus")
                                .hasAnyAuthority(Authority.METRICS_READ, Authority.ADMIN)
                                .requestMatchers("/actuator/**")
                                .hasAuthority(Authority.ADMIN)
                                .anyRequest()
                                .authenticated())
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        // The default would take every request for a new sign-in, and change the token.
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy())
                        .requireCsrfProtectionMatcher(SecurityConfiguration::couldBeForged))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(self), microphone=(), geolocation=()"))
                        .frameOptions(FrameOptionsConfig::deny)
                        .contentTypeOptions(withDefaults())
                        .httpStrictTransportSecurity(strict -> strict.requestMatcher(underKnownAuthority(tlsPort))))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(strangers).accessDeniedHandler(strangers))
                .sessionManagement(management -> management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new CallerFilter(sessions, tokens, answers), AnonymousAuthenticationFilter.class)
                .build();
    }

    /** The firewall's refusal of an address: encoded slashes, control characters and the like. */
    @Bean
    RequestRejectedHandler rejected(Answers answers) {
        return (request, response, e) -> answers.refuse(
                request, response, Fault.of(FaultKind.MALFORMED, "The address holds characters that are not allowed."));
    }

    /** Whether a foreign page could make a browser send this: it acts by cookie. A bearer token is no cookie. */
    private static boolean couldBeForged(HttpServletRequest request) {
        if (SAFE_METHODS.contains(request.getMethod())) return false;
        if (CallerFilter.bearer(request) != null) return false;
        return !Answers.forPrograms(request) || SessionCookie.read(request) != null;
    }
}
