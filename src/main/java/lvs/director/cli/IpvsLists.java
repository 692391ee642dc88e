package lvs.director.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.ipvs.ConnectionEntry;
import lvs.director.ipvs.ConnectionText;
import lvs.director.ipvs.DaemonText;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.IpvsadmCommand.ListConnections;
import lvs.director.ipvs.IpvsadmCommand.ListTable;
import lvs.director.ipvs.IpvsadmCommand.Save;
import lvs.director.ipvs.ListStyle;
import lvs.director.ipvs.ListedService;
import lvs.director.ipvs.Names;
import lvs.director.ipvs.SaveText;
import lvs.director.ipvs.TableOrder;
import lvs.director.ipvs.TableText;
import lvs.director.model.ServiceKey;

/** What {@code lvs-director ipvs} prints of the kernel's state. */
final class IpvsLists {
  private final IpvsKernel kernel;
  private final Names names;
  private final PrintWriter out;

  IpvsLists(IpvsKernel kernel, Names names, PrintWriter out) {
    this.kernel = kernel;
    this.names = names;
    this.out = out;
  }

  /** Why it could not be listed; empty when it was. */
  Optional<String> table(ListTable list) throws IOException {
    Optional<IpvsReading> reading = reading(list.only());
    if (reading.isEmpty()) {
      return list.only().map(key -> "there is no service " + key);
    }
    boolean whole = list.only().isEmpty();
    ListStyle style =
        new ListStyle(
            whole ? Optional.of(kernel.info()) : Optional.empty(),
            names(list.numeric()),
            list.exact());
    IpvsReading ordered = list.sorted() ? TableOrder.sort(reading.get()) : reading.get();
    List<ListedService> rows = ordered.services().stream().map(ListedService::of).toList();
    out.print(TableText.print(list.view(), rows, style));
    return Optional.empty();
  }

  private Optional<IpvsReading> reading(Optional<ServiceKey> only) throws IOException {
    if (only.isEmpty()) {
      return Optional.of(kernel.read());
    }
    Optional<ServiceReading> service = kernel.read(only.get());
    return service.map(found -> new IpvsReading(List.of(found)));
  }

  private Names names(boolean numeric) {
    return numeric ? Names.NUMERIC : names;
  }

  void connections(ListConnections list) throws IOException {
    ConnectionText text = new ConnectionText(list.engines(), names(list.numeric()));
    try (Stream<String> lines = kernel.connections()) {
      out.print(text.title());
      lines.forEach(line -> ConnectionEntry.parse(line).map(text::line).ifPresent(out::print));
    }
  }

  void timeouts() throws IOException {
    out.print(DaemonText.timeouts(kernel.timeouts()));
  }

  void daemons() throws IOException {
    kernel.daemons().forEach(daemon -> out.print(DaemonText.listed(daemon)));
  }

  void save(Save save) throws IOException {
    IpvsReading table = TableOrder.sort(kernel.read());
    out.print(
        save.complete()
            ? SaveText.printComplete(
                table, kernel.timeouts(), kernel.daemons(), names(save.numeric()))
            : SaveText.print(table, names(save.numeric())));
  }
}
