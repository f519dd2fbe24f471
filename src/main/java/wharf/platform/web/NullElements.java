package wharf.platform.web;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** A list in JSON holds a null only where its type expects one, as {@code List<@Nullable Line>} does. */
class NullElements extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated property) {
        boolean trusting = Collection.class.isAssignableFrom(property.getRawType())
                && declared(property) instanceof AnnotatedParameterizedType list
                && !list.getAnnotatedActualTypeArguments()[0].isAnnotationPresent(Nullable.class);
        return trusting ? JsonSetter.Value.forContentNulls(Nulls.FAIL) : JsonSetter.Value.empty();
    }

    private static @Nullable AnnotatedType declared(Annotated property) {
        return switch (property) {
            case AnnotatedParameter parameter ->
                ((java.lang.reflect.Executable) parameter.getMember())
                        .getAnnotatedParameterTypes()[parameter.getIndex()];
            case AnnotatedField field -> field.getAnnotated().getAnnotatedType();
            default -> null;
        };
    }
}
