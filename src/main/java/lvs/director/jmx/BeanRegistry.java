package lvs.director.jmx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import lvs.director.pool.CheckStatus;
import lvs.director.pool.PoolView;
import lvs.director.pool.PoolView.ServiceView;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.pool.VirtualServiceStatus.ServerView;
import lvs.director.port.Director;
import lvs.director.vrrp.VrrpView;

/**
 * Keeps one bean for the director, each virtual service, each real server and each check. One
 * thread calls it. A change that leaves the configuration's order as it was compares positions only
 * and builds no names: a reload of 37,205 servers that changes nothing must cost nothing.
 */
public final class BeanRegistry implements AutoCloseable {
  private final Director director;
  private final MBeanServer server;
  private final NoticeSender notices = new NoticeSender();
  private final DirectorBean directorBean;
  private final ArchiveBean archiveBean;
  private final MailBean mailBean;
  private final VrrpBeans vrrp;
  private volatile List<ServiceEntry> services = List.of();

  /** A virtual service with what belongs to it. */
  record ServiceEntry(String id, VirtualServiceBean bean, List<ServerEntry> servers) {}

  /** A real server with its checks. */
  record ServerEntry(String id, RealServerBean bean, List<CheckBean> checks) {}

  /** Registers the director itself and begins to send its notices as notifications. */
  public BeanRegistry(Director director, MBeanServer server) {
    this.director = director;
    this.server = server;
    director.listen(notices);
    directorBean = new DirectorBean(director, notices);
    register(directorBean, BeanNames.director());
    archiveBean = new ArchiveBean(director);
    register(archiveBean, BeanNames.archive());
    mailBean = new MailBean(director);
    register(mailBean, BeanNames.mail());
    register(new CompatibilityBean(director), BeanNames.compatibility());
    vrrp =
        new VrrpBeans(
            director,
            new VrrpBeans.Registrar() {
              @Override
              public void register(DescribedBean bean, ObjectName name) {
                BeanRegistry.this.register(bean, name);
              }

              @Override
              public void unregister(ObjectName name) {
                BeanRegistry.this.unregister(name);
              }
            });
  }

  /** Registers what is new, unregisters what is gone, keeps the rest with its listeners. */
  public void synchronise(VrrpView view) {
    vrrp.synchronise(view);
  }

  /** Registers what is new, unregisters what is gone, keeps the rest with its listeners. */
  public void synchronise(PoolView pool) {
    List<ServiceView> views = pool.services();
    Previous<ServiceEntry> before = new Previous<>(services, ServiceEntry::id);
    List<ServiceEntry> now = new ArrayList<>(views.size());
    for (ServiceView view : views) {
      now.add(service(view, before.take(view.status().service().id())));
    }
    before.rest().forEach(this::remove);
    services = List.copyOf(now);
  }

  /** Any thread may read it; it changes with the configuration only. */
  List<ServiceEntry> services() {
    return services;
  }

  /** What the beans read. */
  Director source() {
    return director;
  }

  VrrpBeans vrrp() {
    return vrrp;
  }

  DirectorMXBean director() {
    return directorBean;
  }

  ArchiveMXBean archive() {
    return archiveBean;
  }

  MailMXBean mail() {
    return mailBean;
  }

  private ServiceEntry service(ServiceView view, ServiceEntry known) {
    VirtualServiceStatus status = view.status();
    String id = status.service().id();
    VirtualServiceBean bean = known == null ? new VirtualServiceBean(director, view) : known.bean;
    if (known == null) {
      register(bean, BeanNames.virtualService(id));
    } else {
      bean.show(view);
    }
    Previous<ServerEntry> before =
        new Previous<>(known == null ? List.of() : known.servers, ServerEntry::id);
    List<ServerEntry> now = new ArrayList<>(status.servers().size());
    for (ServerView each : status.servers()) {
      now.add(server(id, view, each, before.take(each.status().id())));
    }
    before.rest().forEach(gone -> remove(id, gone));
    return new ServiceEntry(id, bean, List.copyOf(now));
  }

  private ServerEntry server(
      String serviceId, ServiceView service, ServerView view, ServerEntry known) {
    RealServerStatus status = view.status();
    RealServerBean bean = known == null ? new RealServerBean(director, service, view) : known.bean;
    if (known == null) {
      register(bean, BeanNames.realServer(serviceId, status.id()));
    } else {
      bean.show(service, view);
    }
    Previous<CheckBean> before =
        new Previous<>(known == null ? List.of() : known.checks, CheckBean::id);
    List<CheckBean> now = new ArrayList<>(status.checks().size());
    for (CheckStatus check : status.checks()) {
      now.add(check(serviceId, service, view, check.id(), before.take(check.id())));
    }
    before.rest().forEach(gone -> remove(serviceId, status.id(), gone));
    return new ServerEntry(status.id(), bean, List.copyOf(now));
  }

  private CheckBean check(
      String serviceId, ServiceView service, ServerView view, String id, CheckBean known) {
    if (known != null) {
      known.show(service, view);
      return known;
    }
    CheckBean bean = new CheckBean(director, service, view, id);
    register(bean, BeanNames.check(serviceId, view.status().id(), id));
    return bean;
  }

  private void remove(ServiceEntry gone) {
    gone.servers.forEach(each -> remove(gone.id, each));
    unregister(BeanNames.virtualService(gone.id));
  }

  private void remove(String serviceId, ServerEntry gone) {
    gone.checks.forEach(check -> remove(serviceId, gone.id, check));
    unregister(BeanNames.realServer(serviceId, gone.id));
  }

  private void remove(String serviceId, String serverId, CheckBean gone) {
    unregister(BeanNames.check(serviceId, serverId, gone.id()));
  }

  private void register(Object bean, ObjectName name) {
    try {
      server.registerMBean(bean, name);
    } catch (JMException refused) {
      throw new IllegalStateException("cannot register " + name + ": " + refused, refused);
    }
  }

  private void unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException alreadyGone) {
      // Anybody with access to the MBean server may unregister; what counts is that it is gone.
    } catch (JMException refused) {
      throw new IllegalStateException("cannot unregister " + name + ": " + refused, refused);
    }
  }

  /** Unregisters every bean and ends the thread that sends notifications. */
  @Override
  public void close() {
    vrrp.close();
    services.forEach(this::remove);
    services = List.of();
    unregister(BeanNames.archive());
    unregister(BeanNames.mail());
    unregister(BeanNames.compatibility());
    unregister(BeanNames.director());
    notices.close();
  }

  /** What was there before: found by position while the order holds, else by id. */
  private static final class Previous<T> {
    private final List<T> entries;
    private final Function<T, String> id;
    private int position;
    private Map<String, T> byId;

    Previous(List<T> entries, Function<T, String> id) {
      this.entries = entries;
      this.id = id;
    }

    T take(String wanted) {
      boolean next =
          byId == null
              && position < entries.size()
              && id.apply(entries.get(position)).equals(wanted);
      return next ? entries.get(position++) : index().remove(wanted);
    }

    Iterable<T> rest() {
      return index().values();
    }

    private Map<String, T> index() {
      if (byId == null) {
        byId = new HashMap<>();
        for (T entry : entries.subList(position, entries.size())) {
          byId.put(id.apply(entry), entry);
        }
      }
      return byId;
    }
  }
}
