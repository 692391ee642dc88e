package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import lvs.director.vrrp.packet.IncomingPacket;
import org.junit.jupiter.api.Test;

/** A thousand virtual routers on one machine; what it costs is printed, not judged. */
class ScaleTest {
  private static final int ROUTERS = 1000;

  private static Box thousand() {
    Box box = new Box();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROUTERS; i++) {
      String device = "p" + i / 250;
      text.append(
          Box.instance("V" + i, i % 250 + 1, device, "10.1." + i / 250 + "." + (i % 250 + 1), ""));
      box.putLink(device, "10.9.0." + (i / 250 + 10) + "/24");
    }
    box.network();
    return box.configure(text.toString());
  }

  @Test
  void allOfThemBecomeMasterInOneStep() {
    Box box = thousand();
    box.did();
    long before = System.nanoTime();
    box.pass(3.7);
    long took = System.nanoTime() - before;
    assertEquals(ROUTERS, box.did("take").size());
    System.out.println("a thousand routers become master in " + took / 1000 + " us");
  }

  @Test
  void anAdvertisementTakesMicroseconds() {
    Box box = thousand();
    List<IncomingPacket> packets = new ArrayList<>();
    for (int i = 0; i < ROUTERS; i++) {
      packets.add(Others.packet(box.router("V" + i).router(), "10.9.0.2", 150, box.now));
    }
    for (int round = 0; round < 200; round++) {
      hearAll(box, packets);
    }
    long before = System.nanoTime();
    hearAll(box, packets);
    long each = (System.nanoTime() - before) / ROUTERS;
    for (int i = 0; i < 50; i++) {
      box.engine.view();
    }
    long viewed = System.nanoTime();
    assertTrue(box.engine.view().routers().size() == ROUTERS);
    viewed = System.nanoTime() - viewed;
    System.out.println("an advertisement takes " + each + " ns, a view " + viewed / 1000 + " us");
  }

  private static void hearAll(Box box, List<IncomingPacket> packets) {
    for (IncomingPacket packet : packets) {
      assertEquals(
          box.now > 0, box.engine.step(box.now++, new VrrpEvent.PacketReceived(packet)) != null);
    }
  }
}
