package lvs.director.dashboards;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.Visitors;
import lvs.director.lab.net.WebServer;
import org.jolokia.json.JSONObject;

/**
 * Two directors with two virtual routers and two services, visitors, and a Prometheus that scrapes
 * and evaluates every second; in its story a real server fails and comes back, another one is
 * drained, a service loses its only server, and a director is killed.
 */
final class ObservedCluster implements AutoCloseable {
  static final String SHOP = "tcp_10.77.0.100_80";
  static final String SINGLE = "tcp_10.77.0.101_80";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ANSWER = "x".repeat(3_000);

  final Network network;
  PrometheusServer prometheus;
  final DirectorRouter ds1;
  final DirectorRouter ds2;
  private final Path folder;
  private final Map<String, WebServer> servers = new LinkedHashMap<>();
  private final List<Visitors> visitors = new ArrayList<>();
  long beganEpochSeconds;

  ObservedCluster(Path folder) throws IOException {
    Lab.root();
    network = Network.of("ds1", "ds2", "rs1", "rs2", "rs3", "rs4", "client", "monitor");
    ds1 = director("ds1", folder, 150, 100);
    ds2 = director("ds2", folder, 100, 150);
    this.folder = Files.createDirectories(folder.resolve("monitor"));
  }

  private void start() throws IOException {
    List.of("rs1", "rs2", "rs3", "rs4").forEach(this::serve);
    ds1.start();
    ds2.start();
    prometheus = new PrometheusServer(network.host("monitor"), folder, configuration());
    beganEpochSeconds = System.currentTimeMillis() / 1000;
    visitors.add(visit("10.77.0.100", 25));
    visitors.add(visit("10.77.0.101", 60));
  }

  private Visitors visit(String address, int everyMillis) {
    return new Visitors(network.host("client"), address, 80, Duration.ofMillis(everyMillis));
  }

  private void serve(String name) {
    servers.put(name, new WebServer(network.host(name), 80, ANSWER));
  }

  private DirectorRouter director(String name, Path folder, int priority1, int priority2)
      throws IOException {
    DirectorRouter router =
        new DirectorRouter(
            network.host(name),
            folder.resolve(name),
            DirectorRouter.classes(),
            router("VI_1", 51, priority1, "10.77.0.100")
                + router("VI_2", 52, priority2, "10.77.0.101")
                + service("10.77.0.100", "rs1", "rs2", "rs3")
                + service("10.77.0.101", "rs4"));
    router.settings(
        "jolokia off", "console off", "prometheus " + network.host(name).ipv4(0) + " 9404");
    return router;
  }

  private static String router(String name, int vrid, int priority, String address) {
    return """
    vrrp_script check_%d {
        script "/usr/bin/true"
        interval 2
        user root
    }
    vrrp_instance %s {
        state BACKUP
        interface eth0
        virtual_router_id %d
        priority %d
        version 3
        advert_int 0.5
        track_script { check_%d }
        virtual_ipaddress { %s/24 }
    }
    """
        .formatted(vrid, name, vrid, priority, vrid, address);
  }

  private String service(String address, String... realServers) {
    StringBuilder text =
        new StringBuilder(
            "virtual_server %s 80 {\n delay_loop 1\n lb_algo rr\n lb_kind NAT\n protocol TCP\n"
                .formatted(address));
    for (String name : realServers) {
      text.append(" real_server ").append(network.host(name).ipv4(0));
      text.append(" 80 {\n  weight 4\n  HTTP_GET {\n   url {\n    path /\n   }\n");
      text.append("   connect_timeout 2\n   retry 1\n   delay_before_retry 1\n  }\n }\n");
    }
    return text.append("}\n").toString();
  }

  private String configuration() {
    Path rules = BoardFile.FOLDER.resolve("prometheus").toAbsolutePath();
    return """
    global:
      scrape_interval: 1s
      evaluation_interval: 1s
    rule_files: [%s/alerts.yml, %s/recording.yml]
    scrape_configs:
      - job_name: lvs-director
        static_configs:
          - targets: ["%s", "%s"]
            labels: {cluster: web}
      - job_name: keepalived
        metrics_path: /metrics/compatible
        static_configs:
          - targets: ["%s", "%s"]
    """
        .formatted(rules, rules, target("ds1"), target("ds2"), target("ds1"), target("ds2"));
  }

  private String target(String name) {
    return network.host(name).ipv4(0) + ":9404";
  }

  /** The director's label {@code instance}. */
  String instance(DirectorRouter router) {
    return target(router.host().name());
  }

  /** The id of a real server of {@link #SHOP} or {@link #SINGLE}. */
  String server(String name) {
    return network.host(name).ipv4(0) + "_80";
  }

  /** What the boards will show. */
  void live() throws Exception {
    start();
    awaitMaster(ds1);
    awaitQuery("sum(lvs_real_server_up) == 8");
    ageOf(15);
    servers.remove("rs2").close();
    servers.remove("rs4").close();
    ds1.lvsDirector("drain", SHOP, network.host("rs3").ipv4(0), "--reason", "new disk");
    ds2.lvsDirector("weight", SHOP, network.host("rs1").ipv4(0), "7", "--for", "1h");
    awaitQuery("lvs_virtual_service_real_servers_up{service=\"" + SINGLE + "\"} == 0");
    ageOf(30);
    ds1.kill();
    awaitMaster(ds2);
    ageOf(45);
    ds1.start();
    awaitMaster(ds1);
    serve("rs2");
    awaitQuery("ALERTS{alertname=\"LvsServiceWithoutServer\", alertstate=\"firing\"}");
    awaitQuery("sum(lvs_real_server_up{service=\"" + SHOP + "\"}) == 6");
    ageOf(80);
  }

  private void awaitMaster(DirectorRouter owner) throws IOException {
    InetAddress vip = InetAddress.getByName("10.77.0.100");
    Await.until(
        SOON, () -> owner + " to own " + vip + ":\n" + owner.log(), () -> owner.host().has(vip));
  }

  void awaitQuery(String expr) {
    Await.until(
        SOON, () -> expr + "\n" + prometheus.log(), () -> !prometheus.query(expr).isEmpty());
  }

  /** Waits until Prometheus has seen so many seconds. */
  private void ageOf(int seconds) {
    awaitQuery("vector(time()) - " + beganEpochSeconds + " > " + seconds);
  }

  /** When a virtual router changed its state, seconds since 1970. */
  List<Double> marks(long from, long to) {
    List<Double> marks = new ArrayList<>();
    String expr = "max by (instance, router) (lvs_virtual_router_last_transition_time_seconds)";
    for (JSONObject series : prometheus.queryRange(expr, from, to, 1)) {
      for (Object point : (Iterable<?>) series.get("values")) {
        double at = Double.parseDouble((String) ((List<?>) point).get(1));
        if (!marks.contains(at)) {
          marks.add(at);
        }
      }
    }
    return marks;
  }

  @Override
  public void close() {
    visitors.forEach(Visitors::close);
    if (prometheus != null) {
      prometheus.close();
    }
    ds1.close();
    ds2.close();
    servers.values().forEach(WebServer::close);
    network.close();
  }
}
