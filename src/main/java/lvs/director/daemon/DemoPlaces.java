package lvs.director.daemon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import lvs.director.base.Endpoint;

/**
 * Where everything of the demo is.
 *
 * @param folder temporary folder of this demo
 * @param service the virtual service
 * @param jolokia where Jolokia listens
 * @param prometheus where the metrics are
 * @param console where the pages are
 * @param servers the three web servers
 * @param password what operations through console and Jolokia need, made up for this run
 */
record DemoPlaces(
    Path folder,
    Endpoint service,
    Endpoint jolokia,
    Endpoint prometheus,
    Endpoint console,
    List<DemoWebServer> servers,
    String password) {

  DemoPlaces(
      Path folder,
      Endpoint service,
      Endpoint jolokia,
      Endpoint prometheus,
      Endpoint console,
      List<DemoWebServer> servers) {
    this(folder, service, jolokia, prometheus, console, servers, randomPassword());
  }

  private static String randomPassword() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  Path configuration() {
    return folder.resolve("director.conf");
  }

  Path runFolder() {
    return folder.resolve("run");
  }

  Path passwordFile() {
    return folder.resolve("jolokia.password");
  }

  String configurationText() {
    StringBuilder text = new StringBuilder();
    text.append("director {\n");
    text.append("    data_plane proxy\n    syslog off\n");
    text.append("    jolokia ").append(words(jolokia)).append('\n');
    text.append("    jolokia_user demo\n");
    text.append("    jolokia_password_file ").append(passwordFile()).append('\n');
    text.append("    prometheus ").append(words(prometheus)).append('\n');
    text.append("    console ").append(words(console)).append("\n}\n\n");
    text.append("virtual_server ").append(words(service)).append(" {\n");
    text.append("    delay_loop 1\n    lb_algo rr\n    lb_kind NAT\n    protocol TCP\n");
    servers.forEach(server -> text.append(realServer(server)));
    return text.append("}\n").toString();
  }

  private static String realServer(DemoWebServer server) {
    return """

        real_server %s {
            weight 1
            HTTP_GET {
                url {
                    path /
                    status_code 200
                }
                connect_timeout 1
                retry 1
                delay_before_retry 0.5
            }
        }
    """
        .formatted(words(server.endpoint()));
  }

  private static String words(Endpoint endpoint) {
    return endpoint.host() + " " + endpoint.port();
  }
}
