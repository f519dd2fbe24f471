package wharf.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.messaging.Messages;
import wharf.platform.Names;
import wharf.platform.Naming;
import wharf.platform.Shown;
import wharf.platform.Work;
import wharf.platform.bulk.BulkAction;
import wharf.shared.Authority;
import wharf.shared.Refusal;

/** Trying again what is listed under exceptions, all of a kind at once. */
@Configuration(proxyBeanMethods = false)
class BulkTroubles {
    @Bean
    BulkAction retryWork(Work work, Names names) {
        return new RetryWork(work, names);
    }

    @Bean
    BulkAction sendMessages(Messages messages) {
        return new SendMessages(messages);
    }

    /** Keys are {@code STEP/subject}. */
    private record RetryWork(Work work, Names known) implements BulkAction.Final {
        @Override
        public String name() {
            return "retry-work";
        }

        @Override
        public String list() {
            return "stuck-work";
        }

        @Override
        public String label() {
            return "Try work again";
        }

        @Override
        public String authority() {
            return Authority.OPERATIONS_MANAGE;
        }

        @Override
        public Map<String, String> names(List<String> keys) {
            var named = known.of(keys.stream().map(RetryWork::subject).toList());
            var names = new HashMap<String, String>();
            for (var key : keys) names.put(key, Shown.words(step(key)) + ": " + named.name(subject(key)));
            return names;
        }

        /** What has no page of its own is found where it was chosen. */
        @Override
        public String path(String key) {
            return "/exceptions#stuck";
        }

        @Override
        public Map<String, String> paths(List<String> keys) {
            var named = known.of(keys.stream().map(RetryWork::subject).toList());
            var paths = new HashMap<String, String>();
            for (var key : keys)
                paths.put(key, named.find(subject(key)).map(Naming.Thing::path).orElseGet(() -> path(key)));
            return paths;
        }

        @Override
        public void apply(String key, Map<String, String> answers) {
            if (!work.retryNow(step(key), subject(key)))
                throw Refusal.conflict(
                        "not-queued", "It is done, or was withdrawn, meanwhile; there is nothing to try again.");
        }

        private static String step(String key) {
            int slash = key.indexOf('/');
            if (slash < 1) throw Refusal.notFound("work", key);
            return key.substring(0, slash);
        }

        private static UUID subject(String key) {
            return BulkAction.id("work", key.substring(key.indexOf('/') + 1));
        }
    }

    private record SendMessages(Messages messages) implements BulkAction.Final {
        @Override
        public String name() {
            return "send-messages";
        }

        @Override
        public String list() {
            return "failed-messages";
        }

        @Override
        public String label() {
            return "Send messages again";
        }

        @Override
        public String authority() {
            return Authority.OPERATIONS_MANAGE;
        }

        @Override
        public Map<String, String> names(List<String> keys) {
            return messages
                    .subjects(keys.stream()
                            .map(key -> BulkAction.id("message", key))
                            .toList())
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(message -> message.getKey().toString(), Map.Entry::getValue));
        }

        @Override
        public String path(String key) {
            return "/messages?state=FAILED";
        }

        @Override
        public void apply(String key, Map<String, String> answers) {
            messages.retry(BulkAction.id("message", key));
        }
    }
}
