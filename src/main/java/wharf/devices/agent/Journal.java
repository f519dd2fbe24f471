package wharf.devices.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What this agent has begun to print and what came of it, on disk before the next step is taken: killed at any moment, it knows on its next
 * start what to say about the job that it was at.
 */
final class Journal implements AutoCloseable {
    private static final int WORDS = 3;
    private static final int ID = 36;

    private final FileChannel file;
    private final Map<UUID, Entry> open;

    /** A job begun of which the server has not been told the end. @param all every byte had left */
    record Entry(UUID job, UUID lease, boolean all) {}

    private enum Step {
        BEGUN,
        ALL,
        TOLD
    }

    private Journal(FileChannel file, Map<UUID, Entry> open) {
        this.file = file;
        this.open = open;
    }

    static Journal open(Path path) throws IOException {
        var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!locked(file)) {
            file.close();
            throw new IOException("another agent runs in " + path.getParent());
        }
        var text = text(file);
        var journal = new Journal(file, read(text.lines().toList()));
        // The last line may have been cut short.
        if (!text.isEmpty() && !text.endsWith("\n")) journal.append("\n");
        return journal;
    }

    /** Read by the channel that holds the lock: Windows lets no other read what is locked. */
    private static String text(FileChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) read = file.read(bytes);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    /** The lock goes with the process, however it ends. */
    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    private static Map<UUID, Entry> read(List<String> lines) {
        var open = new LinkedHashMap<UUID, Entry>();
        for (var line : lines) {
            var words = line.split(" ", -1);
            // An id that was cut short would still be read as one.
            if (words.length != WORDS || words[1].length() != ID || words[2].length() != ID) continue;
            try {
                apply(open, Step.valueOf(words[0]), UUID.fromString(words[1]), UUID.fromString(words[2]));
            } catch (IllegalArgumentException cutShort) {
                continue;
            }
        }
        return open;
    }

    private static void apply(Map<UUID, Entry> open, Step step, UUID job, UUID lease) {
        switch (step) {
            case BEGUN -> open.put(job, new Entry(job, lease, false));
            case ALL -> open.put(job, new Entry(job, lease, true));
            case TOLD -> open.remove(job);
        }
    }

    /** What the server has to be told. */
    synchronized List<Entry> untold() {
        return List.copyOf(open.values());
    }

    void begun(UUID job, UUID lease) throws IOException {
        write(Step.BEGUN, job, lease);
    }

    void all(UUID job, UUID lease) throws IOException {
        write(Step.ALL, job, lease);
    }

    /** Of a job that was never begun there is nothing to forget. */
    synchronized void told(UUID job, UUID lease) throws IOException {
        if (open.containsKey(job)) write(Step.TOLD, job, lease);
    }

    private synchronized void write(Step step, UUID job, UUID lease) throws IOException {
        append(step + " " + job + " " + lease + "\n");
        apply(open, step, job, lease);
        if (open.isEmpty()) file.truncate(0);
    }

    /** Whole or not at all: a full disk leaves no half line for the next to be lost in. */
    private void append(String line) throws IOException {
        long before = file.position();
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        try {
            while (bytes.hasRemaining()) file.write(bytes);
            file.force(false);
        } catch (IOException full) {
            file.truncate(before);
            throw full;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
