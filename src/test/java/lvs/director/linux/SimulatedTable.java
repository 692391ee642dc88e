package lvs.director.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsCounters;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsTable;
import lvs.director.ipvs.SimulatedKernel;
import lvs.director.model.ServiceKey;

/** A simulated kernel behind the calls of the keeper, which says what it was asked. */
final class SimulatedTable implements KernelTable {
  final SimulatedKernel kernel = new SimulatedKernel();
  final List<IpvsChange> asked = new ArrayList<>();
  int reads;
  Consumer<List<IpvsChange>> before = _ -> {};

  @Override
  public List<Optional<IpvsSocket.Refusal>> apply(List<IpvsChange> changes) {
    before.accept(changes);
    asked.addAll(changes);
    return kernel.applyAll(changes).stream().map(SimulatedTable::refusal).toList();
  }

  private static Optional<IpvsSocket.Refusal> refusal(int errno) {
    return errno == SimulatedKernel.OK
        ? Optional.empty()
        : Optional.of(new IpvsSocket.Refusal(errno, Errno.name(errno)));
  }

  @Override
  public Optional<IpvsReading.ServiceReading> read(ServiceKey key) {
    reads++;
    return kernel.row(key).map(SimulatedTable::reading);
  }

  private static IpvsReading.ServiceReading reading(IpvsTable.Row row) {
    return new IpvsReading.ServiceReading(
        row.service(),
        IpvsCounters.ZERO,
        row.servers().values().stream()
            .map(server -> new IpvsReading.ServerReading(server, 0, 0, 0, IpvsCounters.ZERO))
            .toList());
  }

  /** What was asked since the last call. */
  List<IpvsChange> lately() {
    List<IpvsChange> lately = List.copyOf(asked);
    asked.clear();
    return lately;
  }
}
