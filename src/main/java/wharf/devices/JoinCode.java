package wharf.devices;

import wharf.printing.QrSvg;

/**
 * A code as a manager shows it.
 *
 * @param link what the QR code says; for an agent, which types it, the command
 * @param qr as SVG; empty for an agent
 * @param loopback whether only this machine can reach the link
 * @param back the page to go on at
 */
public record JoinCode(
        Device.Kind kind, String name, String code, String link, String qr, boolean loopback, String back) {
    /** @param authority whether it is Wharf's own that vouches for the address */
    static JoinCode of(Device.Kind kind, String name, String code, String address, boolean authority, String back) {
        boolean loopback = DeviceAddress.loopback(address);
        if (kind == Device.Kind.AGENT) {
            var ca = authority ? " --ca=wharf-ca.crt" : "";
            var command = "java -jar wharf.jar agent --server=" + address + " --code=" + code + ca;
            return new JoinCode(kind, name, code, command, "", loopback, back);
        }
        var link = address + "/device/join/" + code;
        return new JoinCode(kind, name, code, link, QrSvg.of(link, "240px"), loopback, back);
    }
}
