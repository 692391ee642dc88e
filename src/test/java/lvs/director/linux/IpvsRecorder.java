package lvs.director.linux;

import static lvs.director.linux.IpvsItems.key;
import static lvs.director.linux.IpvsItems.server;
import static lvs.director.linux.IpvsItems.service;
import static lvs.director.linux.IpvsItems.tcp;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.base.GenericNetlink;
import lvs.director.base.NetlinkMessage;
import lvs.director.ipvs.IpvsChange.Flush;
import lvs.director.ipvs.IpvsChange.StartDaemon;
import lvs.director.ipvs.IpvsChange.StopDaemon;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsDaemon.Role;
import lvs.director.ipvs.IpvsMessages;
import lvs.director.model.ServiceKey;

/** Prints the kernel's replies as hex, type and payload: src/test/resources/ipvs/replies.txt. */
final class IpvsRecorder {
  private IpvsRecorder() {}

  static void replies(IpvsSocket kernel) throws IOException {
    try (NetlinkSocket raw = NetlinkSocket.open(NetlinkSocket.NETLINK_GENERIC)) {
      NetlinkMessage controller = raw.ask(GenericNetlink.findFamily(IpvsMessages.FAMILY_NAME));
      IpvsMessages messages = new IpvsMessages(GenericNetlink.family(controller).orElseThrow());
      hex("controller", controller);
      hex("no-family", raw.ask(GenericNetlink.findFamily("NONE")));
      hex("info", raw.ask(messages.info()));
      hex("timeouts", raw.ask(messages.timeouts()));
      hex("no-service", raw.ask(messages.service(tcp("10.0.0.99:80"))));
      table(raw, messages);
      kernel.apply(
          List.of(
              new Flush(),
              new StartDaemon(
                  new IpvsDaemon(Role.MASTER, "d0", 3, 0, Endpoint.address("ff05::99"), 0, 0)),
              new StartDaemon(new IpvsDaemon(Role.BACKUP, "d0", 4, 0, Optional.empty(), 0, 0))));
      for (NetlinkMessage daemon : raw.dump(messages.daemons())) {
        hex("daemon", daemon);
      }
      kernel.apply(List.of(new StopDaemon(Role.MASTER, 3), new StopDaemon(Role.BACKUP, 4)));
    }
  }

  private static void table(NetlinkSocket raw, IpvsMessages messages) throws IOException {
    for (NetlinkMessage service : raw.dump(messages.services())) {
      hex("service", service);
      ServiceKey key = IpvsMessages.service(service).orElseThrow().service().key();
      for (NetlinkMessage server : raw.dump(messages.servers(key))) {
        hex("server", server);
      }
    }
  }

  private static void hex(String name, NetlinkMessage message) {
    byte[] payload = message.payload().bytes(message.payload().remaining());
    System.out.println(name + " " + message.type() + " " + HexFormat.of().formatHex(payload));
  }
}
