package wharf.platform.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;
import wharf.platform.Shown;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;

/** What the published OpenAPI document says about all endpoints: how to sign in, how they refuse, how to repeat a request safely. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "ProblemDocument";
    private static final Pattern AUTHORITY = Pattern.compile("hasAuthority\\('([^']+)'\\)");
    private static final String INTRODUCTION = """
            JSON over HTTP. Send `Authorization: Bearer wharf_…`; a token has scopes, which each operation names.
            Refusals are RFC 9457 problem details (`application/problem+json`); `errors` names each field.
            `Idempotency-Key` makes a request safe to repeat where it is among the parameters: the first answer is given again.
            An order needs none: its channel, external id and revision say whether it is known.
            Lists are read page by page: send `nextCursor` of one page as `cursor` of the next.
            Money is in minor units with an ISO 4217 code, weights in grams, lengths in millimetres, times in UTC.
            """;

    ApiDescription() {
        var config = SpringDocUtils.getConfig();
        config.replaceWithSchema(JsonNode.class, new Schema<>());
        for (var id : new Class<?>[] {
            FulfilmentId.class, ItemId.class, MerchantId.class, OrderId.class, ParcelId.class, WarehouseId.class
        })
            config.replaceWithSchema(
                    id, new Schema<String>().type("string").format("uuid").types(Set.of("string")));
    }

    @Bean
    OpenAPI openApi() {
        var components = new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("wharf_…"));
        return new OpenAPI()
                .info(new Info().title("Wharf API").version("v1").description(INTRODUCTION))
                .components(components)
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    ApiNames apiNames() {
        return ApiNames.SHARED;
    }

    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mapper, ApiNames names) {
        return new ModelResolver(mapper.jsonMapper(), names).openapi31(true);
    }

    /** Names each operation by its class and method, and the scopes that a token needs for it, as the endpoint asks for them. */
    @Bean
    OperationCustomizer operations() {
        return (operation, handler) -> {
            var asked = handler.getMethodAnnotation(PreAuthorize.class);
            var scopes = asked == null
                    ? List.<String>of()
                    : AUTHORITY
                            .matcher(asked.value())
                            .results()
                            .map(found -> found.group(1))
                            .toList();
            operation.operationId(name(handler));
            table(operation, handler);
            if (scopes.isEmpty()) return operation.security(List.of(new SecurityRequirement()));
            var needs =
                    "Scope: " + scopes.stream().map(scope -> "`" + scope + "`").collect(Collectors.joining(", ")) + ".";
            return operation
                    .security(List.of(new SecurityRequirement().addList(BEARER, scopes)))
                    .description(
                            operation.getDescription() == null ? needs : operation.getDescription() + "\n\n" + needs);
        };
    }

    @Bean
    OpenApiCustomizer refusals() {
        return api -> {
            ModelConverters.getInstance(true).readAll(ProblemDocument.class).forEach(api.getComponents()::addSchemas);
            api.getPaths()
                    .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                        operation.getResponses().addApiResponse("default", problem());
                        operation.setTags(operation.getTags().stream()
                                .map(ApiDescription::group)
                                .toList());
                        if (IdempotencyFilter.repeats(method.name(), path) && !isUpload(operation))
                            repeatable(operation);
                    }));
        };
    }

    private static String name(HandlerMethod handler) {
        var group = handler.getBeanType().getSimpleName().replaceAll("Api$", "");
        var method = handler.getMethod();
        long namesakes = Arrays.stream(handler.getBeanType().getDeclaredMethods())
                .filter(other -> other.getName().equals(method.getName()) && mapping(other) != null)
                .count();
        var mapping = mapping(method);
        var verb = namesakes > 1 && mapping != null
                ? StringUtils.capitalize(mapping.method()[0].name().toLowerCase(Locale.ROOT))
                : "";
        return StringUtils.uncapitalize(group) + StringUtils.capitalize(method.getName()) + verb;
    }

    private static @Nullable RequestMapping mapping(Method method) {
        return AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
    }

    /** A body that is one text is a table. */
    private static void table(Operation operation, HandlerMethod handler) {
        boolean text = Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class)
                        && parameter.getParameterType() == String.class);
        if (text) operation.getRequestBody().content(new Content().addMediaType("text/csv", new MediaType()));
    }

    /** {@code pick-task-api}, made of a class's name, is read as {@code Pick task}. */
    private static String group(String tag) {
        return Shown.words(tag.replaceAll("-api$", ""));
    }

    private static ApiResponse problem() {
        var schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        return new ApiResponse()
                .description("Refused; see errors")
                .content(new Content().addMediaType(ProblemDocument.MEDIA_TYPE, new MediaType().schema(schema)));
    }

    private static boolean isUpload(Operation operation) {
        var body = operation.getRequestBody();
        return body != null && body.getContent().containsKey("multipart/form-data");
    }

    private static void repeatable(Operation operation) {
        operation.addParametersItem(new HeaderParameter()
                .name(IdempotencyFilter.KEY)
                .description("1 to 255 visible ASCII characters; the same key and request get the first answer again")
                .schema(new Schema<String>().type("string").types(Set.of("string"))));
    }
}
