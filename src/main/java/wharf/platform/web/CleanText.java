package wharf.platform.web;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses text that PostgreSQL cannot store (U+0000) or that is no Unicode text (half of a surrogate pair), and anything but text where
 * text is expected, and times that no database holds, in every JSON body.
 */
@Component
class CleanText extends SimpleModule {
    private static final long serialVersionUID = 1;
    static final String ADVICE = "Remove U+0000 and unpaired surrogates.";

    CleanText() {
        super("clean-text");
        addDeserializer(String.class, new Values());
        addKeyDeserializer(String.class, new Keys());
        addDeserializer(Instant.class, new Instants());
        addDeserializer(LocalDate.class, new Dates());
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

    /** Times of our era that any calendar and the database can hold; as text, not as a number of ambiguous unit. */
    private static final class Instants extends StdScalarDeserializer<Instant> {
        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

        private Instants() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING)
                throw MismatchedInputException.from(parser, Instant.class, "not a text");
            var instant = InstantDeserializer.INSTANT.deserialize(parser, context);
            if (instant != null && (instant.isBefore(FIRST) || instant.isAfter(LAST)))
                throw context.weirdStringException(parser.getString(), Instant.class, "out of range");
            return instant;
        }
    }

    private static final class Dates extends StdScalarDeserializer<LocalDate> {
        private static final int LAST_YEAR = 9999;

        private Dates() {
            super(LocalDate.class);
        }

        @Override
        public @Nullable LocalDate deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING)
                throw MismatchedInputException.from(parser, LocalDate.class, "not a text");
            var date = LocalDateDeserializer.INSTANCE.deserialize(parser, context);
            if (date != null && (date.getYear() < 1 || date.getYear() > LAST_YEAR))
                throw context.weirdStringException(parser.getString(), LocalDate.class, "out of range");
            return date;
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
