package wharf.printing;

import com.hp.jipp.encoding.IppInputStream;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.model.Types;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Hands PDFs to printers and print servers (CUPS) by the Internet Printing Protocol, RFC 8011, over HTTP. */
final class IppSender {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    /** Below are the codes by which a printer says that it took the job. */
    private static final int FIRST_REFUSAL = 0x0100;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /**
     * Prints a PDF.
     *
     * @throws IOException when the printer cannot be reached, does not answer in time, or refuses the job; the message says why
     */
    void print(String host, int port, String path, String title, byte[] pdf) throws IOException {
        var job = IppPacket.printJob(uri("ipp", host, port, path))
                .putOperationAttributes(
                        Types.requestingUserName.of("wharf"),
                        Types.jobName.of(title),
                        Types.documentFormat.of("application/pdf"))
                .build();
        var request = HttpRequest.newBuilder(uri("http", host, port, path))
                .timeout(ANSWER)
                .header("Content-Type", "application/ipp")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(job, pdf)))
                .build();
        var answer = send(request);
        if (answer.statusCode() != 200) throw new IOException("the printer answered HTTP " + answer.statusCode());
        var status = read(answer.body());
        if (status.getCode() >= FIRST_REFUSAL)
            throw new IOException(
                    "the printer refused it: " + status.getStatus().getName());
    }

    private static URI uri(String scheme, String host, int port, String path) throws IOException {
        try {
            return new URI(scheme, null, host, port, path, null, null);
        } catch (java.net.URISyntaxException wrong) {
            throw new IOException("the printer's address is wrong: " + wrong.getMessage(), wrong);
        }
    }

    private static byte[] body(IppPacket job, byte[] pdf) throws IOException {
        var head = new ByteArrayOutputStream();
        job.write(head);
        try (var whole = new SequenceInputStream(java.util.Collections.enumeration(
                List.of(new ByteArrayInputStream(head.toByteArray()), new ByteArrayInputStream(pdf))))) {
            return whole.readAllBytes();
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        }
    }

    private static IppPacket read(byte[] body) throws IOException {
        try (var in = new IppInputStream(new ByteArrayInputStream(body))) {
            return in.readPacket();
        } catch (RuntimeException unreadable) {
            throw new IOException("the printer's answer cannot be read", unreadable);
        }
    }
}
