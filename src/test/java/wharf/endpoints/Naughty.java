package wharf.endpoints;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Text that has broken programs before: the public list, and what it lacks. */
final class Naughty {
    private static final String LIST = "addresses/big_list_of_naughty_strings.json";

    private final List<String> strings = new ArrayList<>();

    Naughty() throws IOException {
        var root = System.getProperty("wharf.shared.data", "../shared/data");
        var file = Path.of(root, LIST).toAbsolutePath().normalize();
        assumeTrue(Files.exists(file), "Skipped: no list of naughty strings at " + file);
        // A mapper of its own: ours refuses some of the strings, as it should.
        strings.addAll(JsonMapper.shared().readValue(Files.readAllBytes(file), new TypeReference<List<String>>() {}));
        strings.add("a\0b");
        strings.add("\ud800");
        strings.add("\udc00\ud800");
        strings.add("x".repeat(100_000));
        strings.add("-1");
        strings.add("9223372036854775808");
        strings.add("1e999");
        strings.add("00000000-0000-0000-0000-000000000000");
        strings.add("+1000000000-12-31T23:59:59.999999999Z");
        strings.add("-0001-01-01");
    }

    int size() {
        return strings.size();
    }

    String any(RandomGenerator random) {
        return strings.get(random.nextInt(strings.size()));
    }

    /** Short enough for an address. */
    String anyShort(RandomGenerator random) {
        var text = any(random);
        return text.length() <= 2000 ? text : text.substring(0, 2000);
    }
}
