package wharf.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class PictureTest {
    /** One red pixel. */
    static final String PNG_BASE64 =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private static final byte[] PNG = Base64.getDecoder().decode(PNG_BASE64);

    @Autowired
    Pictures pictures;

    @Autowired
    Scenery scenery;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private MerchantId merchant;
    private ItemId item;

    @BeforeEach
    void anItem() {
        merchant = scenery.merchant();
        item = scenery.item(merchant, "MUG");
    }

    private HttpResponse<byte[]> look(String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/pictures/" + item));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private void put(byte[] content) {
        Scenery.all(() -> {
            pictures.put(item, content);
            return true;
        });
    }

    @Test
    void anybody_sees_a_picture_and_is_told_when_it_is_still_the_same() throws Exception {
        put(PNG);

        var first = look();
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(first.headers().firstValue("Cache-Control").orElse("")).contains("max-age=300");
        assertThat(first.body()).isEqualTo(PNG);

        var tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(look("If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void without_a_picture_there_is_a_plain_one() throws Exception {
        var plain = look();

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("Content-Type").orElse("")).startsWith("image/svg+xml");
        assertThat(plain.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");

        put(PNG);
        Scenery.all(() -> {
            pictures.remove(item);
            return true;
        });
        assertThat(look().body()).isEqualTo(plain.body());
    }

    @Test
    void only_rasters_of_sensible_size_are_taken() {
        assertThatThrownBy(() -> put("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problems().getFirst().code()).isEqualTo("not-a-picture"));
        assertThatThrownBy(() -> put(new byte[0])).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> put(java.util.Arrays.copyOf(PNG, PictureFile.LARGEST_BYTES + 1)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problems().getFirst().code()).isEqualTo("too-large"));
        assertThatThrownBy(() -> put(wide())).isInstanceOf(Refusal.class);
    }

    /** A PNG whose header says 5,000 pixels. */
    private static byte[] wide() {
        var bytes = PNG.clone();
        bytes[18] = 0x13;
        bytes[19] = (byte) 0x88;
        return bytes;
    }

    @Test
    void a_webp_is_known_by_its_own_bytes() throws Exception {
        var webp = new byte[64];
        System.arraycopy("RIFF".getBytes(StandardCharsets.US_ASCII), 0, webp, 0, 4);
        System.arraycopy("WEBPVP8X".getBytes(StandardCharsets.US_ASCII), 0, webp, 8, 8);
        webp[24] = 99;
        webp[27] = 49;

        put(webp);

        assertThat(look().headers().firstValue("Content-Type")).contains("image/webp");
    }

    @Test
    void what_wharf_draws_may_be_svg() throws Exception {
        Scenery.all(() -> {
            pictures.drawn(merchant, item, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>");
            return true;
        });

        assertThat(look().headers().firstValue("Content-Type").orElse("")).startsWith("image/svg+xml");
    }
}
