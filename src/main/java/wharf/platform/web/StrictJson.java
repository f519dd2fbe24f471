package wharf.platform.web;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;

/** An empty text is no id, number or date, and does not become null unnoticed; nor does a null hide in a list. */
@Configuration(proxyBeanMethods = false)
class StrictJson {
    @Bean
    JsonMapperBuilderCustomizer emptyTextIsNotNull() {
        return mapper -> mapper.withCoercionConfigDefaults(
                coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }

    @Bean
    JsonMapperBuilderCustomizer noNullInLists() {
        return mapper -> mapper.annotationIntrospector(
                AnnotationIntrospector.pair(mapper.annotationIntrospector(), new NullElements()));
    }
}
