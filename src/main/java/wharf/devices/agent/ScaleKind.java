package wharf.devices.agent;

/** How a scale in the network is spoken to, by TCP (a serial one through a serial-to-network converter). */
public enum ScaleKind {
    /** Mettler Toledo's Standard Interface Command Set: {@code S} asks for a stable weight, {@code S S 100.00 g} is one. */
    MT_SICS,
    /** NCI's SCP-01, which most shipping scales in America speak: {@code W} asks for weight and status. */
    NCI
}
