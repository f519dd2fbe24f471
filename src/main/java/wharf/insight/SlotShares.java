package wharf.insight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import wharf.shared.Shares;

/** Five minutes of work, split among the merchants they were worked for, in whole seconds that add up. */
final class SlotShares {
    private SlotShares() {}

    /** @param marks how often each was worked for; those with none get nothing */
    static Map<UUID, Long> of(Map<UUID, Long> marks) {
        var worked = new TreeMap<UUID, Long>();
        marks.forEach((merchant, times) -> {
            if (times > 0) worked.put(merchant, times);
        });
        var shares = new HashMap<UUID, Long>();
        if (worked.isEmpty()) return shares;
        List<UUID> merchants = new ArrayList<>(worked.keySet());
        var parts = Shares.of(WorkMarks.SLOT_SECONDS, List.copyOf(worked.values()));
        for (int i = 0; i < merchants.size(); i++) shares.put(merchants.get(i), parts.get(i));
        return shares;
    }
}
