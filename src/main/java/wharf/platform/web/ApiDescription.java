package wharf.platform.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
    private static final String INTRODUCTION = """
            JSON over HTTP. Send `Authorization: Bearer wharf_…`; a token has scopes, which each operation names.
            Refusals are RFC 9457 problem details (`application/problem+json`); `errors` names each field.
            `Idempotency-Key` makes POST, PUT, PATCH and DELETE safe to repeat: the first answer is given again.
            Lists are read page by page: send `nextCursor` of one page as `cursor` of the next.
            Money is in minor units with an ISO 4217 code, weights in grams, lengths in millimetres, times in UTC.
            """;

    ApiDescription() {
        var config = SpringDocUtils.getConfig();
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
    OpenApiCustomizer refusals() {
        return api -> {
            ModelConverters.getInstance(true).readAll(ProblemDocument.class).forEach(api.getComponents()::addSchemas);
            api.getPaths()
                    .values()
                    .forEach(path -> path.readOperationsMap().forEach((method, operation) -> {
                        operation.getResponses().addApiResponse("default", problem());
                        operation.setTags(operation.getTags().stream()
                                .map(ApiDescription::group)
                                .toList());
                        if (method != PathItem.HttpMethod.GET) repeatable(operation);
                    }));
        };
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

    private static void repeatable(Operation operation) {
        operation.addParametersItem(new HeaderParameter()
                .name(IdempotencyFilter.KEY)
                .description("1 to 255 visible ASCII characters; the same key and request get the first answer again")
                .schema(new Schema<String>().type("string").types(Set.of("string"))));
    }
}
