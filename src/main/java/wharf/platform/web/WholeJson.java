package wharf.platform.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.FastByteArrayOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with JSON that is complete before its first byte leaves: it says its length, goes out as one packet rather than in chunks, and what
 * cannot be written becomes an error instead of half an answer under a status of success.
 */
final class WholeJson extends JacksonJsonHttpMessageConverter {
    private WholeJson(JsonMapper json) {
        super(json);
    }

    /** In the place of Spring's for JSON, behind those for bytes and texts. */
    @Configuration(proxyBeanMethods = false)
    static class Converters {
        @Bean
        ServerHttpMessageConvertersCustomizer wholeJson(JsonMapper json) {
            return converters -> converters.withJsonConverter(new WholeJson(json));
        }
    }

    @Override
    protected void writeInternal(
            Object answer, ResolvableType type, HttpOutputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        var whole = new FastByteArrayOutputStream();
        super.writeInternal(answer, type, new Gathered(message.getHeaders(), whole), hints);
        message.getHeaders().setContentLength(whole.size());
        whole.writeTo(message.getBody());
    }

    private record Gathered(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {
        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return body;
        }
    }
}
