package lvs.director.jmx;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import lvs.director.jmx.BeanRegistry.ServerEntry;
import lvs.director.jmx.BeanRegistry.ServiceEntry;

/**
 * Writes every metric of every bean in Prometheus's text format 0.0.4, one after the other and
 * without keeping any: 37,205 real servers are 780,000 lines.
 */
final class MetricsPage {
  /** From here on {@code Double.toString} writes an exponent. */
  private static final long SHORTEST_EXPONENT = 10_000_000;

  private final BeanRegistry beans;
  private final Writer out;
  private String head = "";

  MetricsPage(BeanRegistry beans, Writer out) {
    this.beans = beans;
    this.out = out;
  }

  /** {@link MetricsPart#JVM} is not ours. */
  void write(Set<MetricsPart> parts) throws IOException {
    for (MetricsPart part : parts) {
      switch (part) {
        case DIRECTOR -> director();
        case ROUTERS -> election();
        case SERVICES -> services();
        case SERVERS -> servers();
        case CHECKS -> checks();
        case JVM -> {}
      }
    }
  }

  private void services() throws IOException {
    for (Metric<VirtualServiceMXBean> metric : Metric.VIRTUAL_SERVICE) {
      head(metric);
      for (ServiceEntry service : beans.services()) {
        line(metric, service.bean(), "{service=\"" + service.id() + "\"}");
      }
    }
  }

  private void servers() throws IOException {
    for (Metric<RealServerMXBean> metric : Metric.REAL_SERVER) {
      head(metric);
      for (ServiceEntry service : beans.services()) {
        realServers(metric, service);
      }
    }
  }

  private void checks() throws IOException {
    for (Metric<CheckMXBean> metric : Metric.CHECK) {
      head(metric);
      for (ServiceEntry service : beans.services()) {
        checks(metric, service);
      }
    }
  }

  private void director() throws IOException {
    DirectorMXBean director = beans.director();
    head(Metric.DIRECTOR_BUILD);
    line(Metric.DIRECTOR_BUILD, director, Labels.of("version", director.getVersion()));
    head(Metric.DATA_PLANE);
    line(Metric.DATA_PLANE, director, Labels.of("plane", director.getDataPlane()));
    for (Metric<DirectorMXBean> metric : Metric.DIRECTOR) {
      head(metric);
      line(metric, director, "");
    }
    for (Metric<ArchiveMXBean> metric : Metric.ARCHIVE) {
      head(metric);
      line(metric, beans.archive(), "");
    }
    for (Metric<MailMXBean> metric : Metric.MAIL) {
      head(metric);
      line(metric, beans.mail(), "");
    }
  }

  private void election() throws IOException {
    head(Metric.VIRTUAL_ROUTER_IDENTITY);
    for (VirtualRouterBean bean : beans.vrrp().routers()) {
      identity(bean);
    }
    for (Metric<VirtualRouterMXBean> metric : Metric.VIRTUAL_ROUTER) {
      head(metric);
      for (VirtualRouterBean bean : beans.vrrp().routers()) {
        line(metric, bean, "{router=\"" + BeanNames.safe(bean.getName()) + "\"}");
      }
    }
    for (Metric<SyncGroupMXBean> metric : Metric.SYNC_GROUP) {
      head(metric);
      for (SyncGroupBean bean : beans.vrrp().groups()) {
        line(metric, bean, "{group=\"" + BeanNames.safe(bean.getName()) + "\"}");
      }
    }
    for (Metric<TrackerMXBean> metric : Metric.TRACKER) {
      head(metric);
      for (TrackerBean bean : beans.vrrp().trackers()) {
        line(metric, bean, labels(bean));
      }
    }
  }

  private void identity(VirtualRouterBean bean) throws IOException {
    try {
      line(Metric.VIRTUAL_ROUTER_IDENTITY, bean, labels(bean.getName(), bean.identity()));
    } catch (IllegalStateException gone) {
      // A reload removes it at this very moment.
    }
  }

  private static String labels(String name, RouterIdentity router) {
    return Labels.of(
        "address",
        router.address(),
        "family",
        router.family(),
        "interface",
        router.interfaceName(),
        "router",
        BeanNames.safe(name),
        "vrid",
        Integer.toString(router.vrid()));
  }

  private static String labels(TrackerBean bean) {
    return "{kind=\"" + bean.getKind() + "\",name=\"" + BeanNames.safe(bean.getName()) + "\"}";
  }

  private void realServers(Metric<RealServerMXBean> metric, ServiceEntry service)
      throws IOException {
    for (ServerEntry server : service.servers()) {
      line(metric, server.bean(), "{server=\"", server.id(), "\",service=\"", service.id(), "\"}");
    }
  }

  private void checks(Metric<CheckMXBean> metric, ServiceEntry service) throws IOException {
    for (ServerEntry server : service.servers()) {
      for (CheckBean check : server.checks()) {
        line(
            metric,
            check,
            "{check=\"",
            check.id(),
            "\",server=\"",
            server.id(),
            "\",service=\"",
            service.id(),
            "\"}");
      }
    }
  }

  /** Waits for the first line: what has none is left out, as the agent does. */
  private void head(Metric<?> metric) {
    head =
        "# HELP %s %s\n# TYPE %s %s\n"
            .formatted(metric.name(), metric.help(), metric.name(), metric.type());
  }

  /**
   * @param labels in pieces, since a text made of them for each line would cost more than writing
   *     it; ids hold nothing that a label's value would have to escape
   */
  private <B> void line(Metric<B> metric, B bean, String... labels) throws IOException {
    double value = value(metric.value(), bean);
    if (!Double.isNaN(value)) {
      out.write(head);
      head = "";
      out.write(metric.name());
      for (String piece : labels) {
        out.write(piece);
      }
      out.write(' ');
      number(value);
      out.write('\n');
    }
  }

  /** As {@code Double.toString} has it, whose way for whole numbers is a detour. */
  private void number(double value) throws IOException {
    long whole = (long) value;
    if (whole == value && whole > 0 && whole < SHORTEST_EXPONENT) {
      out.write(Long.toString(whole));
      out.write(".0");
    } else {
      out.write(value == 0 ? "0.0" : Double.toString(value));
    }
  }

  /** None for a check that a reload removes at this very moment. */
  private static <B> double value(ToDoubleFunction<B> read, B bean) {
    try {
      return read.applyAsDouble(bean);
    } catch (IllegalStateException gone) {
      return Double.NaN;
    }
  }
}
