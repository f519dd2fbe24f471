package wharf.demo.tour;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import wharf.platform.Decision;

/**
 * The strip at the foot of every page during a visit.
 *
 * @param number of the step, from 1
 * @param codes what lies within the scanner's reach; clicking one is the scan
 * @param label what has come out of the on-screen printer, as SVG; empty before
 * @param why the decision to be shown with its figures
 * @param again something is under way that this page cannot see: ask again soon
 */
public record GuidePage(
        int number,
        int of,
        String title,
        String text,
        List<Action> actions,
        List<Code> codes,
        String label,
        @Nullable Decision why,
        boolean again) {

    /**
     * Where to go, or what to do.
     *
     * @param fields sent along; null for a plain link
     */
    public record Action(
            String label, String path, @Nullable Map<String, String> fields, boolean primary) {
        static Action link(String label, String path) {
            return new Action(label, path, null, false);
        }

        static Action post(String label, String path, Map<String, String> fields) {
            return new Action(label, path, fields, false);
        }

        Action called(String name) {
            return new Action(name, path, fields, primary);
        }

        Action first() {
            return new Action(label, path, fields, true);
        }
    }

    /**
     * The picture of a barcode.
     *
     * @param what a person calls it
     * @param value what the scanner reads
     * @param svg its bars
     * @param wrong lies there to be scanned by mistake
     */
    public record Code(String what, String value, String svg, boolean wrong) {}
}
