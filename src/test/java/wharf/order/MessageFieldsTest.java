package wharf.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import wharf.shared.Problem;

class MessageFieldsTest {
    private final JsonMapper json = new JsonMapper();

    @Test
    void aFieldIsFoundAtItsLineOrAtWhatItWouldBeIn() {
        var fields = fields("""
                {
                  "items": [
                    {"sku": "a"},
                    {
                      "sku": "b"
                    }
                  ],
                  "to": null
                }
                """);

        assertThat(line(fields, "items[1].sku")).isEqualTo(5);
        assertThat(line(fields, "items[1].price")).isEqualTo(4);
        assertThat(line(fields, "items[7].price")).isEqualTo(2);
        assertThat(line(fields, "to.city")).isEqualTo(8);
        assertThat(line(fields, "nowhere")).isNull();
        assertThat(line(fields, "")).isNull();
    }

    @Test
    void aTextThatStopsBeingJsonSaysWhere() {
        var fields = fields("{\n\"a\": 1,\n oh\n}");

        assertThat(fields.line(Problem.of("malformed-json", "a", null, "This is not JSON.")))
                .isEqualTo(3);
        assertThat(line(fields, "a")).isEqualTo(2);
        assertThat(fields.since(fields("{}"))).isNull();
        assertThat(fields("{}").since(fields)).isNull();
    }

    @Test
    void howItIsWrittenIsNoDifference() {
        assertThat(fields("{\"a\": [1, {\"b\": \"x\"}], \"c\": null}")
                        .since(fields("{\n\"a\":[1,\n{\"b\":\"\\u0078\"}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatDiffersLeadsFromOneTextToTheOther(long seed) {
        var random = new Random(seed);
        var before = some(random);
        var after = some(random);

        var changes = fields(json.writeValueAsString(after)).since(fields(json.writeValueAsString(before)));

        var led = new LinkedHashMap<>(before);
        assertThat(changes).isNotNull().allSatisfy(change -> {
            assertThat(change.was()).isEqualTo(before.get(change.field()));
            if (change.is() == null) led.remove(change.field());
            else led.put(change.field(), change.is());
        });
        assertThat(led).isEqualTo(after);
    }

    private static Map<String, String> some(Random random) {
        var some = new LinkedHashMap<String, String>();
        for (int i = 0; i < 10; i++) if (random.nextBoolean()) some.put("f" + i, "v" + random.nextInt(3));
        return some;
    }

    private static @org.jspecify.annotations.Nullable Integer line(MessageFields fields, String field) {
        return fields.line(Problem.of("wrong", field, null, "Wrong."));
    }

    private MessageFields fields(String text) {
        return MessageFields.of(json, text);
    }
}
