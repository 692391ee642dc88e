package lvs.director.linux;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsReading;
import lvs.director.model.ServiceKey;

/** What keeping a table asks of the kernel. */
interface KernelTable {
  /** Changes in order; for each of them empty, or why it was refused. */
  List<Optional<IpvsSocket.Refusal>> apply(List<IpvsChange> changes);

  /** One service with its servers; empty when it is not there. */
  Optional<IpvsReading.ServiceReading> read(ServiceKey key) throws IOException;

  static KernelTable of(IpvsSocket socket) {
    return new KernelTable() {
      @Override
      public List<Optional<IpvsSocket.Refusal>> apply(List<IpvsChange> changes) {
        return socket.apply(changes);
      }

      @Override
      public Optional<IpvsReading.ServiceReading> read(ServiceKey key) throws IOException {
        return socket.read(key);
      }
    };
  }
}
