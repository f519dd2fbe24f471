package wharf.platform.web;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses text that PostgreSQL cannot store (U+0000) or that is no Unicode text (half of a surrogate pair), and anything but text where
 * text is expected, in every JSON body.
 */
@Component
class CleanText extends SimpleModule {
    private static final long serialVersionUID = 1;
    static final String ADVICE = "Remove U+0000 and unpaired surrogates.";

    CleanText() {
        super("clean-text");
        addDeserializer(String.class, new Values());
        addKeyDeserializer(String.class, new Keys());
    }

    static boolean hostile(@Nullable Object value) {
        return value instanceof String text && hostile(text);
    }

    static boolean hostile(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) return true;
            if (!Character.isSurrogate(c)) continue;
            if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)))
                return true;
            i++;
        }
        return false;
    }

    private static final class Values extends StringDeserializer {
        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
            var token = parser.currentToken();
            if (token != JsonToken.VALUE_STRING && token.isScalarValue())
                throw MismatchedInputException.from(parser, String.class, "not a text");
            var text = super.deserialize(parser, context);
            if (text != null && hostile(text)) throw context.weirdStringException(text, String.class, ADVICE);
            return text;
        }
    }

    private static final class Keys extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws JacksonException {
            if (hostile(key)) throw context.weirdStringException(key, String.class, ADVICE);
            return key;
        }
    }
}
