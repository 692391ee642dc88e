package lvs.director.linux;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lvs.director.model.FirewallSettings;
import lvs.director.model.VirtualAddress;

/** Holds addresses with a lease of 2 s until somebody ends it. */
final class HolderProgram {
  static final int LEASE_SECONDS = 2;

  private HolderProgram() {}

  public static void main(String[] args) throws IOException {
    List<VirtualAddress> addresses =
        List.of(Items.address("10.0.0.1/24", "eth0"), Items.address("fd00::1/64", "eth0"));
    try (KernelNetwork network = KernelNetwork.open(new HeldItems(), FirewallSettings.NONE)) {
      OptionalInt lease = OptionalInt.of(LEASE_SECONDS);
      var items = Items.addresses(addresses.toArray(VirtualAddress[]::new));
      System.out.println("taken " + network.take("a", items, lease));
      while (true) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        System.out.println("renewed " + network.renew("a", addresses, LEASE_SECONDS));
      }
    }
  }
}
