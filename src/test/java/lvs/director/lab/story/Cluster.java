package lvs.director.lab.story;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.WebServer;

/** Two directors, six real servers of which three stand in one rack behind one cable, a client. */
final class Cluster implements AutoCloseable {
  static final String VIP = "10.77.0.100";
  static final String SERVICE = "tcp_10.77.0.100_80";
  static final int STEP_SECONDS = 2;
  private static final int PORT = 80;
  private static final String ANSWER = "x".repeat(4_000);

  final Network network = Network.of("ds1", "ds2", "rs1", "rs2", "rs3", "rack", "client");
  final DirectorRouter ds1;
  final DirectorRouter ds2;
  private final Map<String, WebServer> servers = new LinkedHashMap<>();

  /**
   * @param mailWords for the director block: the relay
   */
  Cluster(Path folder, List<String> mailWords) throws IOException {
    for (String name : List.of("rs1", "rs2", "rs3")) {
      serve(name);
    }
    for (String address : rack()) {
      network.host("rack").run("ip", "address", "add", address + "/24", "dev", "eth0");
    }
    servers.put("rack", new WebServer(network.host("rack"), PORT, ANSWER));
    ds1 = director("ds1", folder, 150, mailWords);
    ds2 = director("ds2", folder, 100, mailWords);
  }

  void serve(String name) {
    servers.put(name, new WebServer(network.host(name), PORT, ANSWER));
  }

  void fail(String name) {
    servers.remove(name).close();
  }

  void cutRack() {
    network.host("rack").cut(0);
  }

  void plugRack() {
    network.host("rack").plug(0);
  }

  static List<String> rack() {
    return List.of("10.77.0.201", "10.77.0.202", "10.77.0.203");
  }

  List<String> realServers() {
    List<String> all = new ArrayList<>();
    for (String name : List.of("rs1", "rs2", "rs3")) {
      all.add(network.host(name).ipv4(0));
    }
    all.addAll(rack());
    return all;
  }

  private DirectorRouter director(String name, Path folder, int priority, List<String> mailWords)
      throws IOException {
    DirectorRouter router =
        new DirectorRouter(
            network.host(name),
            folder.resolve(name),
            DirectorRouter.classes(),
            keepalivedConf(name, priority));
    List<String> words =
        new ArrayList<>(
            List.of(
                "jolokia off", "prometheus off", "console off", "archive_step " + STEP_SECONDS));
    words.addAll(mailWords);
    router.settings(words.toArray(String[]::new));
    return router;
  }

  private String keepalivedConf(String name, int priority) {
    return """
    global_defs {
        router_id %s
        notification_email { operators@example.org }
        notification_email_from %s@example.org
        smtp_alert on
    }
    vrrp_instance VI_1 {
        state BACKUP
        interface eth0
        virtual_router_id 51
        priority %d
        advert_int 1
        virtual_ipaddress { %s/24 }
    }
    virtual_server %s %d {
        delay_loop 2
        lb_algo rr
        lb_kind NAT
        protocol TCP
    %s
    }
    """
        .formatted(
            name,
            name,
            priority,
            VIP,
            VIP,
            PORT,
            realServers().stream().map(Cluster::realServer).collect(Collectors.joining("\n")));
  }

  private static String realServer(String address) {
    return """
        real_server %s %d {
            TCP_CHECK {
                connect_timeout 2
                retry 1
                delay_before_retry 1
            }
        }
    """
        .formatted(address, PORT)
        .stripTrailing();
  }

  @Override
  public void close() {
    ds1.close();
    ds2.close();
    servers.values().forEach(WebServer::close);
    network.close();
  }
}
