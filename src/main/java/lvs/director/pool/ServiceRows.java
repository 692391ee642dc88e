package lvs.director.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceTable;
import lvs.director.model.VirtualService;
import lvs.director.model.VirtualService.SorryServer;

/**
 * One virtual service's part of the wanted table: a row for each of its keys, all with the same
 * entries. Each real server has a slot; the sorry server has one more, or shares that of the real
 * server it is.
 */
final class ServiceRows {
  private final ServiceState state;
  private SlotMap<Endpoint, ServiceTable.Server> entries =
      SlotMap.empty(SlotMap.Keys.of(List.of()));
  private int sorrySlot = -1;
  private List<ServiceTable.Service> rows;
  private boolean changed;

  /** Place of the first row in the table. */
  int first;

  ServiceRows(ServiceState state) {
    this.state = state;
  }

  /** Gives each server and the sorry server a slot; all are empty when slots changed. */
  void layOut(Step step) {
    List<ServerState> servers = state.servers();
    List<Endpoint> endpoints = new ArrayList<>(servers.size() + 1);
    for (ServerState server : servers) {
      server.slot = endpoints.size();
      endpoints.add(server.endpoint());
    }
    sorrySlot = -1;
    state.service().sorryServer().ifPresent(sorry -> sorrySlot = sorrySlot(sorry, endpoints));
    if (!entries.keys().list().equals(endpoints)) {
      entries = SlotMap.empty(SlotMap.Keys.of(endpoints));
      touch(step);
    }
  }

  private int sorrySlot(SorryServer sorry, List<Endpoint> endpoints) {
    int same = endpoints.indexOf(sorry.endpoint());
    if (same < 0) {
      endpoints.add(sorry.endpoint());
    }
    return same < 0 ? endpoints.size() - 1 : same;
  }

  /** Puts, changes or removes the entry of a server as it stands now. */
  void place(Step step, ServerState server) {
    if (server.slot == sorrySlot) {
      placeSorryServer(step);
    } else {
      put(step, server.slot, server.entry(state.isSorryServing()));
    }
  }

  /** Puts, changes or removes the entry of the sorry server, if there is one. */
  void placeSorryServer(Step step) {
    if (sorrySlot < 0) {
      return;
    }
    List<ServerState> servers = state.servers();
    boolean serves = state.isSorryServing();
    SorryServer sorry = state.service().sorryServer().orElseThrow();
    ServiceTable.Server entry =
        sorrySlot < servers.size() ? servers.get(sorrySlot).entry(serves) : null;
    if (serves || entry == null && sorry.inhibit()) {
      entry = new ServiceTable.Server(sorry.endpoint(), sorry.forwarding(), serves ? 1 : 0, 0, 0);
    }
    put(step, sorrySlot, entry);
  }

  private void put(Step step, int slot, ServiceTable.Server wanted) {
    if (!Objects.equals(entries.at(slot), wanted)) {
      entries = entries.with(slot, wanted);
      touch(step);
    }
  }

  /** The rows are no longer what they were. */
  void touch(Step step) {
    rows = null;
    if (!changed) {
      changed = true;
      step.tableChanged(this);
    }
  }

  /** Whether the rows changed since this was last asked. */
  boolean clearChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** The same objects as last time, unless they changed. */
  List<ServiceTable.Service> rows() {
    if (rows == null) {
      VirtualService service = state.service();
      rows =
          service.keys().stream()
              .map(
                  key ->
                      new ServiceTable.Service(
                          key, service.scheduling(), service.persistence(), entries))
              .toList();
    }
    return rows;
  }
}
