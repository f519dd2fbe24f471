package wharf.devices.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleWireTest {
    private static final String HOST = "127.0.0.1";

    private final ScaleWire wire = new ScaleWire(Duration.ofMillis(600));

    @Test
    void aToledoScaleIsAskedUntilItStandsStill() throws IOException {
        try (var scale = new ScaleFake('\n', "S D     512.30 g\r\n", "S I\r\n", "S S     500.40 g\r\n")) {
            assertThat(wire.weigh(ScaleKind.MT_SICS, HOST, scale.port())).isEqualTo(500);
        }
    }

    @Test
    void anNciScaleIsAskedUntilItStandsStill() throws IOException {
        try (var scale = new ScaleFake('\r', "\n0001.20LB\r\nS10\r\3", "\n0001.50LB\r\nS00\r\3")) {
            assertThat(wire.weigh(ScaleKind.NCI, HOST, scale.port())).isEqualTo(680);
        }
    }

    @Test
    void aScaleThatNeverComesToRestGivesNoWeight() {
        try (var scale = new ScaleFake('\n', "S D 1.0 kg\r\n")) {
            assertThatThrownBy(() -> wire.weigh(ScaleKind.MT_SICS, HOST, scale.port()))
                    .hasMessageContaining("did not come to rest");
        }
    }

    @Test
    void aSilentScaleGivesNoWeightAndKeepsNobodyWaiting() {
        try (var scale = new ScaleFake('\n')) {
            assertThatThrownBy(() -> wire.weigh(ScaleKind.MT_SICS, HOST, scale.port()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("gave no answer");
        }
    }

    @Test
    void aScaleThatIsNotThereIsSaidNotToBe() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> wire.weigh(ScaleKind.NCI, HOST, port)).hasMessageContaining("cannot be reached");
    }

    @ParameterizedTest
    @CsvSource({
        "S S 1.2345 kg, 1235",
        "S S 0.00 g, 0",
        "S S 1 lb, 454",
        "S S 16.00 oz, 454",
        "S  S   2000 kg, 2000000",
    })
    void unitsBecomeWholeGrams(String answer, int grams) {
        assertThat(ScaleReply.sics(answer)).isEqualTo(new ScaleReply.Stable(grams));
    }

    @ParameterizedTest
    @CsvSource({
        "S +, overloaded",
        "S -, below zero",
        "S S -3 g, below zero",
        "S S 5 st, “st”",
        "ES, answered",
        "S S 2001 kg, more than",
    })
    void whatIsNoWeightIsSaidInWords(String answer, String words) {
        assertThat(ScaleReply.sics(answer))
                .isInstanceOfSatisfying(
                        ScaleReply.Wrong.class, wrong -> assertThat(wrong.why()).contains(words));
    }

    @Test
    void anOverloadedNciScaleSaysSoWithoutAWeight() {
        try (var scale = new ScaleFake('\r', "\nS02\r\3")) {
            assertThatThrownBy(() -> wire.weigh(ScaleKind.NCI, HOST, scale.port()))
                    .hasMessageContaining("overloaded");
        }
    }

    @Test
    @Timeout(10)
    void aDeviceThatNeverEndsALineIsHungUpOnAfterAFewCharacters() throws IOException {
        for (var noise : List.of("\n", "\3", "x"))
            try (var device = talking(noise.repeat(1000), Duration.ZERO)) {
                assertThatThrownBy(() -> wire.weigh(ScaleKind.MT_SICS, HOST, device.getLocalPort()))
                        .as("endless %d", (int) noise.charAt(0))
                        .hasMessageContaining("talks too much");
            }
    }

    @Test
    @Timeout(5)
    void aDeviceThatTalksEverSoSlowlyKeepsNobodyWaiting() throws IOException {
        try (var device = talking("0", Duration.ofMillis(100))) {
            assertThatThrownBy(() -> wire.weigh(ScaleKind.MT_SICS, HOST, device.getLocalPort()))
                    .hasMessageContaining("did not come to rest");
        }
    }

    /** Says the same for ever, with a pause after each. */
    private static ServerSocket talking(String words, Duration pause) throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (var connection = server.accept()) {
                while (!server.isClosed()) {
                    connection.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                    LockSupport.parkNanos(pause.toNanos());
                }
            } catch (IOException hungUp) {
                return;
            }
        });
        return server;
    }

    /** Whatever comes over the line, it is a weight in range or words: nothing else leaves the reader. */
    @Test
    void noiseIsAnsweredInWords() {
        var random = new Random(20_261_125);
        for (int i = 0; i < 20_000; i++) {
            var noise = noise(random);
            for (var reply : new ScaleReply[] {
                ScaleReply.sics(noise), ScaleReply.nci(noise, "S00"), ScaleReply.nci("1 lb", noise)
            })
                if (reply instanceof ScaleReply.Stable stable)
                    assertThat(stable.grams()).isBetween(0, ScaleReply.HEAVIEST_GRAMS);
        }
    }

    private static String noise(Random random) {
        var alphabet = "SDI+-0123456789. gklbozW\t\u0003?";
        var text = new StringBuilder();
        int length = random.nextInt(18);
        for (int i = 0; i < length; i++) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        return text.toString();
    }
}
