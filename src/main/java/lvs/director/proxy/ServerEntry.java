package lvs.director.proxy;

import java.util.concurrent.atomic.LongAdder;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.proxy.scheduler.PoolServer;

/** A real server of the plane with its counters, which any loop may raise. */
final class ServerEntry extends PoolServer {
  private final LongAdder connections = new LongAdder();
  private final LongAdder inPackets = new LongAdder();
  private final LongAdder outPackets = new LongAdder();
  private final LongAdder inBytes = new LongAdder();
  private final LongAdder outBytes = new LongAdder();

  ServerEntry(ServiceTable.Server server) {
    super(server);
  }

  void countConnection() {
    connections.increment();
  }

  void countIn(long bytes) {
    inPackets.increment();
    inBytes.add(bytes);
  }

  void countOut(long bytes) {
    outPackets.increment();
    outBytes.add(bytes);
  }

  Traffic traffic() {
    return new Traffic(
        connections.sum(), inPackets.sum(), outPackets.sum(), inBytes.sum(), outBytes.sum());
  }

  void zero() {
    connections.reset();
    inPackets.reset();
    outPackets.reset();
    inBytes.reset();
    outBytes.reset();
  }
}
