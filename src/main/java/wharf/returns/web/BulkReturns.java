package wharf.returns.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.bulk.BulkAction;
import wharf.returns.ReturnList;
import wharf.returns.Returns;
import wharf.returns.Settlements;
import wharf.shared.Authority;
import wharf.shared.ReturnId;

/** What can be decided about many returns at once. Shoppers are told, so nothing of it can be undone. */
@Configuration(proxyBeanMethods = false)
class BulkReturns {
    private static final List<BulkAction.Question> NOTHING = List.of();
    private static final List<BulkAction.Question> REASON = List.of(BulkAction.Question.reason());

    @Bean
    BulkAction authoriseReturns(ReturnList list, Returns returns) {
        return new Decide(
                list,
                "authorise-returns",
                "Authorise",
                10,
                false,
                NOTHING,
                (id, answers) -> returns.authorise(id, null));
    }

    @Bean
    BulkAction settleReturns(ReturnList list, Settlements settlements) {
        return new Decide(
                list,
                "settle-returns",
                "Settle what is judged",
                20,
                false,
                NOTHING,
                (id, answers) -> settlements.settle(id));
    }

    @Bean
    BulkAction rejectReturns(ReturnList list, Returns returns) {
        return new Decide(
                list,
                "reject-returns",
                "Reject",
                90,
                true,
                REASON,
                (id, answers) -> returns.reject(id, Objects.requireNonNull(answers.get("reason"))));
    }

    private interface Deed {
        void of(ReturnId id, Map<String, String> answers);
    }

    private record Decide(
            ReturnList returns,
            String name,
            String label,
            int order,
            boolean isTyped,
            List<Question> questions,
            Deed deed)
            implements BulkAction.Final {
        @Override
        public String list() {
            return "returns";
        }

        @Override
        public String authority() {
            return Authority.ORDERS_WRITE;
        }

        @Override
        public Map<String, String> names(List<String> keys) {
            return returns.names(keys.stream().map(Decide::id).toList()).entrySet().stream()
                    .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue));
        }

        @Override
        public String path(String key) {
            return "/returns/" + key;
        }

        @Override
        public void apply(String key, Map<String, String> answers) {
            deed.of(id(key), answers);
        }

        private static ReturnId id(String key) {
            return new ReturnId(BulkAction.id("return", key));
        }
    }
}
