package lvs.director.jmx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import lvs.director.port.Director;
import lvs.director.vrrp.VrrpView;

/**
 * One bean for each virtual router, sync group and tracker, in the order of the configuration. A
 * bean reads its status by name, so one that stays is not touched.
 */
final class VrrpBeans {
  private final Director director;
  private final Registrar registrar;
  private final MachineAddresses machine = new MachineAddresses();
  private volatile Set all = Set.NONE;

  /** Puts beans into the MBean server and takes them out. */
  interface Registrar {
    void register(DescribedBean bean, ObjectName name);

    void unregister(ObjectName name);
  }

  private record Set(
      Map<ObjectName, VirtualRouterBean> routers,
      Map<ObjectName, SyncGroupBean> groups,
      Map<ObjectName, TrackerBean> trackers) {
    static final Set NONE = new Set(Map.of(), Map.of(), Map.of());
  }

  VrrpBeans(Director director, Registrar registrar) {
    this.director = director;
    this.registrar = registrar;
  }

  void synchronise(VrrpView view) {
    Map<ObjectName, VirtualRouterBean> routers = new LinkedHashMap<>();
    for (VrrpView.RouterStatus status : view.routers()) {
      String name = status.router().name();
      routers.put(BeanNames.virtualRouter(name), new VirtualRouterBean(director, name, machine));
    }
    Map<ObjectName, SyncGroupBean> groups = new LinkedHashMap<>();
    for (VrrpView.GroupStatus status : view.groups()) {
      String name = status.group().name();
      groups.put(BeanNames.syncGroup(name), new SyncGroupBean(director, name));
    }
    Map<ObjectName, TrackerBean> trackers = new LinkedHashMap<>();
    for (VrrpView.TrackerStatus status : view.trackers()) {
      trackers.put(
          BeanNames.tracker(status.kind(), status.name()),
          new TrackerBean(director, status.kind(), status.name()));
    }
    Set before = all;
    all =
        new Set(
            change(before.routers, routers),
            change(before.groups, groups),
            change(before.trackers, trackers));
  }

  private <B extends DescribedBean> Map<ObjectName, B> change(
      Map<ObjectName, B> before, Map<ObjectName, B> wanted) {
    Map<ObjectName, B> now = new LinkedHashMap<>();
    before.keySet().stream()
        .filter(name -> !wanted.containsKey(name))
        .forEach(registrar::unregister);
    wanted.forEach(
        (name, bean) -> {
          B known = before.get(name);
          if (known == null) {
            registrar.register(bean, name);
          }
          now.put(name, known == null ? bean : known);
        });
    return now;
  }

  /** Any thread may read these; they change with the configuration only. */
  List<VirtualRouterBean> routers() {
    return List.copyOf(all.routers.values());
  }

  List<SyncGroupBean> groups() {
    return List.copyOf(all.groups.values());
  }

  List<TrackerBean> trackers() {
    return List.copyOf(all.trackers.values());
  }

  void close() {
    synchronise(VrrpView.EMPTY);
  }
}
