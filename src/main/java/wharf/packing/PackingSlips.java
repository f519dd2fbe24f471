package wharf.packing;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

@Service
class PackingSlips {
    void make(List<UUID> parcels) {}
}
