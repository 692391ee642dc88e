package lvs.director.model;

import java.util.OptionalInt;

/**
 * The word address_lease: how long the kernel keeps a virtual address whose director is dead.
 *
 * @param enabled false keeps addresses until somebody removes them
 * @param seconds 2 to 3600; empty is the peers' master down interval and a second more
 */
public record AddressLease(boolean enabled, OptionalInt seconds) {
  public static final AddressLease AUTOMATIC = new AddressLease(true, OptionalInt.empty());
  public static final AddressLease OFF = new AddressLease(false, OptionalInt.empty());
}
