package wharf.demo.tour;

import wharf.demo.Door;

/** Where a step of the guide leads: through which door, and on. */
enum Destination {
    PICK(Door.PICKER),
    PACK(Door.PACKER),
    SHIP(Door.PACKER),
    INBOX(Door.PACKER),
    PHONE(Door.PACKER),
    DOCK(Door.PACKER),
    ORDER(Door.MANAGER),
    REPLACEMENT(Door.MANAGER),
    PEOPLE(Door.MANAGER),
    YOURS(Door.MANAGER);

    private final Door door;

    Destination(Door door) {
        this.door = door;
    }

    Door door() {
        return door;
    }
}
