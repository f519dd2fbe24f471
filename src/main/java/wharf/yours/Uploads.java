package wharf.yours;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.springframework.stereotype.Service;
import wharf.merchant.Merchants;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.yours.csv.Guess;
import wharf.yours.csv.Preset;
import wharf.yours.csv.Sniffer;
import wharf.yours.csv.Utf8;

/** Takes in what somebody dropped: files, packed or not, looked into as far as the mapping screen needs. */
@Service
class Uploads {
    static final int MOST_FILES = 20;
    static final long MOST_BYTES = 200L * 1024 * 1024;
    /** Of all files together: each is a choice on one screen. */
    static final int MOST_COLUMNS = 900;

    private final Trials trials;
    private final TrialFiles files;
    private final Network network;
    private final Merchants merchants;

    Uploads(Trials trials, TrialFiles files, Network network, Merchants merchants) {
        this.trials = trials;
        this.files = files;
        this.network = network;
        this.merchants = merchants;
    }

    /** A file as it was sent. */
    record Sent(String name, Source source) {
        interface Source {
            InputStream open() throws IOException;
        }

        static Sent text(String name, String content) {
            return new Sent(
                    name, () -> new ByteArrayInputStream(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
    }

    /** Begins a trial with these files. Refuses, and keeps nothing, when one of them is no table. Not for use inside a transaction. */
    UUID take(MerchantId merchant, List<Sent> sent) {
        if (sent.isEmpty())
            throw Refusal.invalid("missing", "files", null, "Choose at least one CSV file, or a zip of them.");
        var currency = merchants
                .find(merchant)
                .orElseThrow(() -> Refusal.notFound("merchant", merchant))
                .currency();
        var names = String.join(
                ", ", sent.stream().map(Sent::name).map(Uploads::shown).toList());
        var trial = trials.begin(merchant, names, network.usual(currency));
        try {
            var upload = new Upload(trial, merchant);
            for (var one : sent) upload.take(one);
            upload.finish(currency);
            return trial;
        } catch (RuntimeException refused) {
            trials.delete(trial);
            throw refused;
        }
    }

    private static String shown(String name) {
        var clean = name.replaceAll("[\\p{Cc}\\p{Cs}]", " ").strip();
        var last = clean.substring(Math.max(clean.lastIndexOf('/'), clean.lastIndexOf('\\')) + 1);
        return last.isEmpty() ? "file" : last.length() > 120 ? last.substring(0, 120) : last;
    }

    private final class Upload {
        private final UUID trial;
        private final MerchantId merchant;
        private final List<TrialFile> kept = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private long bytes;
        private int next;

        Upload(UUID trial, MerchantId merchant) {
            this.trial = trial;
            this.merchant = merchant;
        }

        void take(Sent sent) {
            var name = shown(sent.name());
            try (var stream = sent.source().open()) {
                var head = new java.io.PushbackInputStream(stream, 4);
                var magic = head.readNBytes(4);
                head.unread(magic);
                if (starts(magic, 'P', 'K', 3, 4)) unzip(name, head);
                else if (starts(magic, 0x1f, 0x8b))
                    keep(name.replaceFirst("(?i)[.]gz$", ""), new GZIPInputStream(head));
                else keep(name, head);
            } catch (ZipException | java.io.EOFException broken) {
                problem(name, "The packed file is damaged or protected by a password; pack it again without one.");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (IllegalArgumentException names) {
                problem(name, "A name in the packed file cannot be read; pack it again with plain names.");
            }
        }

        private void unzip(String name, InputStream packed) throws IOException {
            var zip = new ZipInputStream(packed);
            int tables = 0;
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var path = entry.getName();
                if (path.equals("[Content_Types].xml")) {
                    problem(name, "This is an Excel workbook; save the sheet as CSV.");
                    return;
                }
                boolean table = path.toLowerCase(Locale.ROOT).matches(".*[.](csv|txt|tsv)$");
                if (entry.isDirectory() || path.startsWith("__MACOSX") || !table) {
                    passOver(name, zip);
                    continue;
                }
                tables++;
                keep(shown(path), new FilterInputStream(zip) {
                    @Override
                    public void close() {
                        // The next entry is read from the same stream.
                    }
                });
            }
            if (tables == 0) problem(name, "There is no .csv, .tsv or .txt file in this packed file.");
        }

        /** What nobody asked for is unpacked all the same to get behind it, and may be huge. */
        private void passOver(String name, InputStream entry) throws IOException {
            for (int read = entry.readNBytes(Sniffer.SAMPLE_BYTES).length; read > 0; ) {
                count(name, read);
                read = entry.readNBytes(Sniffer.SAMPLE_BYTES).length;
            }
        }

        private void count(String name, int more) {
            bytes += more;
            if (bytes > MOST_BYTES)
                throw Refusal.invalid(
                        "too-large",
                        "files",
                        name,
                        "Unpacked, the files may hold 200 MB together; split them by month.");
        }

        private void keep(String name, InputStream stream) throws IOException {
            if (next >= MOST_FILES)
                throw Refusal.invalid("too-many", "files", name, "At most " + MOST_FILES + " files make one trial.");
            int no = next++;
            var utf8 = new Utf8();
            byte[] head = new byte[0];
            long size = 0;
            for (int piece = 0; ; piece++) {
                var content = stream.readNBytes(Sniffer.SAMPLE_BYTES);
                if (content.length == 0) break;
                if (piece == 0) head = content;
                size += content.length;
                count(name, content.length);
                utf8.feed(content);
                files.piece(trial, merchant, no, piece, content);
            }
            look(no, name, size, head, utf8.valid());
        }

        private void look(int no, String name, long size, byte[] head, boolean utf8) {
            var obstacle = Sniffer.obstacle(head);
            if (obstacle != null) {
                problem(name, obstacle);
                return;
            }
            var sniffed = Sniffer.sniff(head, utf8);
            if (sniffed.isEmpty()) {
                problem(
                        name,
                        "There is no header line with 2 to " + MOST_COLUMNS
                                + " columns; the first line must name the columns.");
                return;
            }
            var columns = columns(sniffed.get());
            var fields = new TreeMap<Integer, wharf.yours.csv.Field>();
            columns.forEach((column, suggestion) -> fields.put(column, suggestion.field()));
            var format = Sniffer.refined(sniffed.get(), fields, false);
            var samples =
                    sniffed.get().rows().stream().limit(20).map(Upload::clean).toList();
            var file = new TrialFile(no, name, size, format, columns, samples, 0, 0, false);
            files.add(trial, merchant, file);
            kept.add(file);
        }

        /** As the merchant mapped such a file last, or as guessed. */
        private Map<Integer, Guess.Suggestion> columns(Sniffer.Sniffed sniffed) {
            return trials.remembered(merchant, sniffed.format().signature())
                    .map(files::columns)
                    .map(columns -> {
                        var again = new TreeMap<Integer, Guess.Suggestion>();
                        columns.forEach((column, known) ->
                                again.put(column, new Guess.Suggestion(known.field(), "as mapped last time")));
                        return (Map<Integer, Guess.Suggestion>) again;
                    })
                    .orElseGet(() -> Guess.columns(sniffed));
        }

        void finish(String currency) {
            int columns = kept.stream()
                    .mapToInt(file -> file.format().header().size())
                    .sum();
            if (columns > MOST_COLUMNS)
                problems.add(Problem.of(
                        "too-many",
                        "files",
                        columns,
                        "The files have " + columns + " columns together, and " + MOST_COLUMNS
                                + " can be looked at; leave out those that nobody needs."));
            if (!problems.isEmpty()) throw Refusal.invalid(problems);
            var preset = kept.stream()
                    .map(file -> Preset.of(file.format()))
                    .filter(one -> one != Preset.GENERIC)
                    .findFirst()
                    .orElse(Preset.GENERIC);
            trials.settle(trial, network.usual(currency, preset));
        }

        private void problem(String name, String message) {
            problems.add(Problem.of("not-a-table", "files", name, name + ": " + message));
        }

        private static List<String> clean(List<String> cells) {
            return cells.stream()
                    .map(cell -> cell.length() > 80 ? cell.substring(0, 80) : cell)
                    .map(cell -> cell.replaceAll("[\\p{Cc}\\p{Cs}]", " "))
                    .toList();
        }
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) return false;
        for (int i = 0; i < magic.length; i++) if ((bytes[i] & 0xff) != magic[i]) return false;
        return true;
    }
}
