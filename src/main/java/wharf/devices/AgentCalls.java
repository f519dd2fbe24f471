package wharf.devices;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import wharf.devices.agent.Messages;

/** Knows who calls by the secret that comes along. Whoever is no agent, or was shut out, is told so before anything else is read. */
@Component
class AgentCalls implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private final AgentDesk desk;

    AgentCalls(AgentDesk desk) {
        this.desk = desk;
    }

    /** The agent that calls. */
    record Caller(Device agent) {}

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.startsWith(Messages.SCHEME))
                .flatMap(header ->
                        desk.agent(header.substring(Messages.SCHEME.length()).strip()))
                .map(Caller::new)
                .orElseThrow(AgentCalls::stranger);
    }

    private static ErrorResponseException stranger() {
        var detail = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNAUTHORIZED, "This agent is unknown or was shut out; let it join anew at /devices.");
        var stranger = new ErrorResponseException(HttpStatus.UNAUTHORIZED, detail, null);
        stranger.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Agent realm=\"wharf\"");
        return stranger;
    }
}
