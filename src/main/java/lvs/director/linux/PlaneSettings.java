package lvs.director.linux;

import java.util.ArrayList;
import java.util.List;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.Refused;
import lvs.director.port.DataPlane.SyncRole;
import lvs.director.port.KernelStatus;

/**
 * What the kernel's IPVS has besides its table: idle times, sysctls and synchronisation daemons, as
 * configured. For one thread at a time, but for {@link #lvs}.
 */
final class PlaneSettings {
  private final IdleTimes idleTimes;
  private final IpvsSysctls sysctls;
  private final SyncDaemons daemons;
  private volatile LvsSettings lvs = LvsSettings.DEFAULT;
  private IpvsSettings ipvs = IpvsSettings.DEFAULT;
  private SyncRole role = SyncRole.NONE;
  private List<Refused> settingsRefused = List.of();
  private List<Refused> daemonsRefused = List.of();

  PlaneSettings(IdleTimes idleTimes, IpvsSysctls sysctls, SyncDaemons daemons) {
    this.idleTimes = idleTimes;
    this.sysctls = sysctls;
    this.daemons = daemons;
  }

  /** Any thread may ask. */
  LvsSettings lvs() {
    return lvs;
  }

  IpvsSettings ipvs() {
    return ipvs;
  }

  void configure(LvsSettings lvs, IpvsSettings ipvs) {
    this.lvs = lvs;
    this.ipvs = ipvs;
    List<Refused> refused = new ArrayList<>();
    idleTimes.hold(lvs).ifPresent(refused::add);
    sysctls.hold(ipvs.sysctls()).forEach(why -> refused.add(new Refused("ipvs_sysctl", why)));
    settingsRefused = List.copyOf(refused);
    follow();
  }

  void synchronise(SyncRole role) {
    this.role = role;
    follow();
  }

  /** Starts and stops synchronisation daemons until they are as they should be. */
  void follow() {
    daemonsRefused = daemons.follow(lvs.syncDaemon(), role);
  }

  /** What could not be done. */
  List<Refused> refused() {
    List<Refused> refused = new ArrayList<>(settingsRefused);
    refused.addAll(daemonsRefused);
    return refused;
  }

  List<KernelStatus.Sysctl> sysctls(ServiceTable table) {
    return sysctls.rows(table);
  }

  void stopDaemons() {
    daemons.close();
  }

  /** Puts back what was before us. */
  void release() {
    idleTimes.release();
    sysctls.releaseAll();
  }
}
