package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;
import lvs.director.base.Prefix;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.PacketRecord;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEngine;
import lvs.director.vrrp.VrrpEvent;
import lvs.director.vrrp.VrrpView.RouterStatus;
import lvs.director.vrrp.packet.IncomingPacket;

/** Plays a scenario to an engine and writes down what it does. */
final class ScenarioPlayer {
  private static final long BEGIN = 1_000_000_000_000L;
  private static final int STEPS_AT_ONCE = 10_000;

  private final Scenario scenario;
  private final List<Prefix> own;
  private final List<Configuration> configurations;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Map<String, RouterState> states = new HashMap<>();
  private final Map<String, String> scripts = new HashMap<>();
  private final Map<InetAddress, VirtualAddress> held = new HashMap<>();
  private final Deque<VrrpEvent> waiting = new ArrayDeque<>();
  private final VrrpEngine engine = new VrrpEngine(BEGIN, 0);
  private Configuration configuration = Configuration.EMPTY;
  private int nextConfiguration;
  private boolean carrier = true;
  private boolean started;
  private long asleepUntil;
  private long ticket;
  private long now;

  private ScenarioPlayer(Scenario scenario) {
    this.scenario = scenario;
    own = scenario.addresses().stream().map(each -> Prefix.parse(each).orElseThrow()).toList();
    configurations =
        scenario.configurations().stream()
            .map(each -> new ConfigurationText(each).read(scenario.interfaceName(), own))
            .toList();
  }

  static List<Outcome> play(Scenario scenario) {
    return new ScenarioPlayer(scenario).play();
  }

  private List<Outcome> play() {
    for (Scenario.Line line : scenario.lines()) {
      if (!line.expected()) {
        passTo(line.nanos());
        happen(line);
      }
    }
    passTo(scenario.untilMillis() * 1_000_000);
    return outcomes;
  }

  /** Lets all deadlines before then come. */
  private void passTo(long nanos) {
    int steps = 0;
    while (started) {
      long due = Math.max(engine.nextDeadlineNanos() - BEGIN, Math.max(now, asleepUntil));
      if (engine.nextDeadlineNanos() == Long.MAX_VALUE || due > nanos) {
        break;
      }
      steps = due == now ? steps + 1 : 0;
      if (steps > STEPS_AT_ONCE) {
        throw new IllegalStateException("it always wants to be asked again at once");
      }
      now = due;
      wakeUp();
      step(new VrrpEvent.TimePassed());
    }
    now = Math.max(now, nanos);
    wakeUp();
  }

  /** What came while it slept comes before the time that passed. */
  private void wakeUp() {
    while (now >= asleepUntil && !waiting.isEmpty()) {
      step(waiting.poll());
    }
  }

  private void happen(Scenario.Line line) {
    if (line.packet().isPresent()) {
      tell(new VrrpEvent.PacketReceived(line.packet().get().incoming()));
      return;
    }
    String text = line.text();
    String object = text.substring(text.lastIndexOf(' ') + 1);
    if (text.equals("starts")) {
      start();
    } else if (text.equals("stops")) {
      tell(new VrrpEvent.Stop(OptionalLong.empty()));
    } else if (text.equals("reloads")) {
      reload();
    } else if (text.startsWith("hears ")) {
      hear(text.substring(6));
    } else if (text.startsWith("cable ")) {
      carrier = object.equals("in");
      tell(network());
    } else if (text.startsWith("sleeps until ")) {
      asleepUntil = Math.round(Double.parseDouble(object) * 1e9);
    } else if (text.startsWith("script ")) {
      scripts.put(text.split(" ")[1], object);
    } else if (text.startsWith("hands over ") || text.startsWith("holds ")) {
      boolean hold = text.startsWith("holds ");
      tell(new VrrpEvent.HandoverAsked(++ticket, object, Optional.empty(), hold));
    } else if (text.startsWith("releases ")) {
      tell(new VrrpEvent.Released(object));
    } else if (text.startsWith("finds ")) {
      find(Prefix.parse(object).orElseThrow());
    } else if (text.startsWith("loses ")) {
      lose(Endpoint.address(object).orElseThrow());
    } else {
      throw new IllegalArgumentException("line " + line.number() + " is not understood: " + text);
    }
  }

  private void start() {
    started = true;
    tell(new VrrpEvent.WallClock(0));
    tell(network());
    reload();
  }

  private void reload() {
    configuration = configurations.get(Math.min(nextConfiguration++, configurations.size() - 1));
    tell(new VrrpEvent.ConfigurationChanged(configuration));
  }

  private void hear(String words) {
    InetAddress us = own.getFirst().address();
    IncomingPacket packet =
        Peer.packet(
            words,
            configuration.vrrp().virtualRouters(),
            scenario.interfaceName(),
            us,
            BEGIN + now);
    PacketRecord record = PacketRecord.of(now, scenario.director(), packet);
    outcomes.add(new Outcome(now, "hears " + words, false, Optional.of(record)));
    tell(new VrrpEvent.PacketReceived(packet));
  }

  /** An earlier run left it. */
  private void find(Prefix prefix) {
    Configuration first = configurations.getFirst();
    first.vrrp().virtualRouters().stream()
        .flatMap(each -> each.addresses().stream())
        .filter(each -> each.address().equals(prefix.address()))
        .forEach(each -> held.put(each.address(), each));
  }

  private void lose(InetAddress address) {
    VirtualAddress lost = held.remove(address);
    if (lost != null) {
      for (RouterStatus each : engine.view().routers()) {
        if (each.router().addresses().contains(lost)) {
          String what = "address " + lost.prefix();
          tell(new VrrpEvent.OwnedItemLost(each.router().name(), what, true, Optional.empty()));
        }
      }
      tell(network());
    }
  }

  private VrrpEvent network() {
    List<NetworkState.LinkAddress> addresses = new ArrayList<>();
    for (Prefix each : own) {
      boolean local = each.isIpv6() && each.address().isLinkLocalAddress();
      addresses.add(new NetworkState.LinkAddress(each, local ? 253 : 0, false, false));
    }
    held.values()
        .forEach(
            each -> addresses.add(new NetworkState.LinkAddress(each.prefix(), 0, false, true)));
    NetworkState.Link link =
        new NetworkState.Link(
            scenario.interfaceName(),
            2,
            "",
            true,
            carrier,
            true,
            true,
            Optional.of(new MacAddress(0x0200_0000_0001L)),
            1500,
            0,
            Optional.empty(),
            addresses);
    return new VrrpEvent.NetworkChanged(new NetworkState(Map.of(link.name(), link)));
  }

  private void tell(VrrpEvent event) {
    if (now < asleepUntil) {
      waiting.add(event);
    } else {
      step(event);
    }
  }

  private void step(VrrpEvent event) {
    List<VrrpEffect> effects = engine.step(BEGIN + now, event);
    noteStates();
    List<VrrpEvent> answers = new ArrayList<>();
    for (VrrpEffect each : effects) {
      note(each);
      answer(each).ifPresent(answers::add);
    }
    answers.forEach(this::step);
  }

  private void noteStates() {
    for (RouterStatus each : engine.view().routers()) {
      String name = each.router().name();
      if (states.put(name, each.state()) != each.state()) {
        add(name + " " + each.state(), true);
      }
    }
  }

  private void note(VrrpEffect effect) {
    switch (effect) {
      case VrrpEffect.Send send -> {
        PacketRecord record = PacketRecord.of(now, scenario.director(), send.packet());
        String line = record.toString();
        String words = line.substring(line.indexOf("vrid "));
        boolean leaves = words.endsWith(" priority 0");
        outcomes.add(new Outcome(now, "sends " + words, leaves, Optional.of(record)));
      }
      case VrrpEffect.Take take -> take.items().addresses().forEach(each -> hold(each));
      case VrrpEffect.Drop drop -> drop.items().addresses().forEach(each -> release(each));
      case VrrpEffect.AnnounceAddresses announce ->
          announce.addresses().forEach(each -> add("announces " + text(each), false));
      case VrrpEffect.Announce announce -> add("says " + announce.notice().kind(), false);
      case VrrpEffect.HandoverEnded ended ->
          add(ended.refusal().isPresent() ? "refuses" : "has handed over", true);
      case VrrpEffect.Stopped stopped -> add("has stopped", true);
      default -> {}
    }
  }

  private void hold(VirtualAddress address) {
    held.put(address.address(), address);
    add("takes " + text(address), true);
  }

  private void release(VirtualAddress address) {
    if (held.remove(address.address()) != null) {
      add("drops " + text(address), true);
    }
  }

  private Optional<VrrpEvent> answer(VrrpEffect effect) {
    return switch (effect) {
      case VrrpEffect.Take take -> Optional.of(network());
      case VrrpEffect.Drop drop -> Optional.of(network());
      case VrrpEffect.StartTrackScript start -> {
        String result = scripts.getOrDefault(start.script().name(), "good");
        if (result.equals("silent")) {
          yield Optional.empty();
        }
        boolean good = result.equals("good");
        yield Optional.of(
            new VrrpEvent.TrackScriptFinished(
                start.script().name(),
                start.run(),
                new VrrpEvent.ScriptResult(good, good ? 0 : 1, "", "exit status", 0)));
      }
      default -> Optional.empty();
    };
  }

  private void add(String text, boolean noteworthy) {
    outcomes.add(new Outcome(now, text, noteworthy, Optional.empty()));
  }

  private static String text(VirtualAddress address) {
    return Endpoint.text(address.address());
  }
}
