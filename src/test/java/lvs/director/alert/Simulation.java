package lvs.director.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lvs.director.base.Endpoint;
import lvs.director.config.OneFile;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualService;

/** A random history of a director, told to an engine; an {@link Auditor} looks at its mails. */
final class Simulation {
  private static final long SECOND = 1_000_000_000L;

  /** What can be wrong on purpose, so that the auditor is seen to notice. */
  enum Fault {
    NONE,
    A_MAIL_IS_LOST,
    A_MAIL_COMES_TWICE,
    THE_MEMORY_IS_LOST,
    SILENCE_IS_IGNORED,
    THREADS_ARE_LOST,
    NO_LIMIT,
    EVENTS_ARE_LATE,
    AN_EVENT_IS_LOST
  }

  private final Random random;
  private final Fault fault;
  private final Notebook book = new Notebook();
  private final Auditor auditor;
  private final Configuration whole;
  private final Map<String, Condition> truth = new HashMap<>();
  private final List<Runnable> laterEvents = new ArrayList<>();
  private int mailsSeen;
  private boolean faultDone;
  private String resting = "";

  Simulation(long seed, Fault fault) {
    this.random = new Random(seed);
    this.fault = fault;
    int grouping = List.of(1, 10, 60, 300).get(random.nextInt(4));
    int limit = List.of(1, 3, 10, 40).get(random.nextInt(4));
    int repeat = List.of(0, 600, 3600).get(random.nextInt(3));
    boolean faults = random.nextInt(4) > 0;
    whole = OneFile.read(text(grouping, limit, repeat, faults));
    int engineLimit = fault == Fault.NO_LIMIT ? 1000 : limit;
    book.configure(OneFile.read(text(grouping, engineLimit, repeat, faults)));
    auditor = new Auditor(grouping, limit, faults);
    for (VirtualService service : whole.virtualServices()) {
      service
          .realServers()
          .forEach(each -> truth.put(name(service, each.endpoint()), Condition.UP));
    }
  }

  private static String text(int grouping, int limit, int repeat, boolean faults) {
    StringBuilder text = new StringBuilder();
    text.append("director {\nmail_grouping ").append(grouping);
    text.append("\nmail_hourly_limit ").append(limit);
    text.append("\nmail_repeat ").append(repeat == 0 ? "off" : Integer.toString(repeat));
    text.append("\n}\nglobal_defs {\nrouter_id sim\nnotification_email {\na@b.example\n}\n");
    text.append("smtp_server 127.0.0.1\nsmtp_alert\n");
    text.append(faults ? "" : "no_email_faults\n").append("}\n");
    text.append("vrrp_sync_group G1 {\ngroup {\nVI_1\nVI_2\n}\nsmtp_alert\n}\n");
    for (int i = 1; i <= 3; i++) {
      text.append("vrrp_instance VI_" + i + " {\ninterface lo\nvirtual_router_id " + i);
      text.append("\npriority 100\nvirtual_ipaddress {\n192.0.2." + i + "\n}\n}\n");
    }
    for (int i = 1; i <= 3; i++) {
      text.append("virtual_server 10.0.0." + i + " 80 {\nlvs_sched rr\nlvs_method NAT\n");
      text.append("protocol TCP\n");
      for (int j = 1; j <= 6; j++) {
        text.append("real_server 10.0.2." + j + " 80 {\n}\n");
      }
      text.append("}\n");
    }
    return text.toString();
  }

  private static String name(VirtualService service, Endpoint server) {
    return "real server " + server + " of " + service.name();
  }

  /** Plays so many things that happen, and a quiet end. */
  void run(int happenings) {
    for (VirtualRouter each : whole.vrrp().virtualRouters()) {
      router(each.name(), Condition.BACKUP);
    }
    for (int i = 0; i < happenings; i++) {
      pass(pause());
      happen();
    }
    for (int i = 0; i < 400; i++) {
      pass(60 * SECOND);
    }
  }

  private long pause() {
    long[] scales = {100_000_000L, SECOND, 20 * SECOND, 300 * SECOND, 2400 * SECOND};
    return 1 + random.nextLong(scales[random.nextInt(scales.length)]);
  }

  /** In small steps, so that the auditor sees each moment; at the end whose checks run is told. */
  private void pass(long nanos) {
    long end = book.now + nanos;
    while (book.now < end) {
      book.until(Math.min(end, book.now + Math.max(SECOND, nanos / 20)));
      look();
    }
    laterEvents.forEach(Runnable::run);
    laterEvents.clear();
    whole.virtualServices().stream()
        .map(VirtualService::id)
        .filter(each -> !each.equals(resting))
        .forEach(each -> book.step(new AlertEvent.ServiceRests(each, false)));
    look();
  }

  private void look() {
    List<Draft> fresh = book.mails.subList(mailsSeen, book.mails.size());
    mailsSeen = book.mails.size();
    for (Draft draft : List.copyOf(fresh)) {
      deliver(draft);
    }
    auditor.look(book.now);
  }

  private void deliver(Draft draft) {
    Draft seen = draft;
    boolean now = !faultDone && mailsSeen > 3;
    if (fault == Fault.A_MAIL_IS_LOST && now) {
      faultDone = true;
      return;
    }
    if (fault == Fault.THREADS_ARE_LOST) {
      seen =
          new Draft(
              draft.key(),
              List.of(),
              draft.epochMillis(),
              draft.urgency(),
              draft.subject(),
              draft.paragraphs(),
              draft.facts(),
              draft.commands(),
              draft.picture());
    }
    long at = book.now - (book.epochMillis() - draft.epochMillis()) * 1_000_000L;
    auditor.mail(at, seen);
    if (fault == Fault.A_MAIL_COMES_TWICE && now) {
      faultDone = true;
      auditor.mail(at, seen);
    }
  }

  private void happen() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> oneServer();
      case 8, 9 -> aNetwork();
      case 10, 11, 12 -> aRouter();
      case 13 -> aGroup();
      case 14 -> silence();
      case 15 -> speak();
      case 16, 17 -> restart();
      case 18 -> rests();
      default -> flaps();
    }
    look();
  }

  private void oneServer() {
    VirtualService service = whole.virtualServices().get(random.nextInt(3));
    server(service, random.nextInt(6), random.nextBoolean());
  }

  private void aNetwork() {
    boolean up = random.nextInt(3) > 0;
    for (VirtualService service : whole.virtualServices()) {
      for (int i = 0; i < 6; i++) {
        server(service, i, up);
      }
    }
  }

  private void flaps() {
    VirtualService service = whole.virtualServices().get(random.nextInt(3));
    int which = random.nextInt(6);
    for (int i = 0; i < 4 + random.nextInt(10); i++) {
      pass(1 + random.nextLong(100 * SECOND));
      server(service, which, i % 2 == 0);
    }
  }

  private void server(VirtualService service, int index, boolean up) {
    Endpoint server = service.realServers().get(index).endpoint();
    Condition to = up ? Condition.UP : Condition.DOWN;
    String name = name(service, server);
    if (truth.put(name, to) != to) {
      auditor.changed(book.now, name, to);
      tell(new AlertEvent.ServerSeen(service.id(), server, up, true, "reason 3 ms", "x"));
    }
  }

  private void tell(AlertEvent event) {
    if (fault == Fault.AN_EVENT_IS_LOST && !faultDone && mailsSeen > 3) {
      faultDone = true;
      return;
    }
    if (fault == Fault.EVENTS_ARE_LATE) {
      laterEvents.add(() -> book.step(event));
      return;
    }
    book.step(event);
  }

  private void aRouter() {
    Condition to =
        List.of(Condition.MASTER, Condition.BACKUP, Condition.FAULT).get(random.nextInt(3));
    router("VI_" + (1 + random.nextInt(3)), to);
  }

  private void aGroup() {
    Condition to =
        List.of(Condition.MASTER, Condition.BACKUP, Condition.FAULT).get(random.nextInt(3));
    router("VI_1", to);
    router("VI_2", to);
    if (truth.put("sync group G1", to) != to) {
      auditor.changed(book.now, "sync group G1", to);
      tell(new AlertEvent.GroupSeen("G1", to, true, "sync group G1 is " + to));
    }
  }

  private void router(String name, Condition to) {
    if (truth.put("virtual router " + name, to) != to) {
      auditor.changed(book.now, "virtual router " + name, to);
      tell(new AlertEvent.RouterSeen(name, to, true, "virtual router " + name + " is " + to));
    }
  }

  private void silence() {
    Duration duration = Duration.ofSeconds(1 + random.nextInt(7200));
    if (fault != Fault.SILENCE_IS_IGNORED) {
      book.step(new AlertEvent.Silence(duration, "work"));
    }
    look();
    auditor.silenced(book.now + duration.toNanos());
  }

  private void speak() {
    auditor.silenced(book.now);
    book.step(new AlertEvent.Speak());
  }

  /** Killed and started again: each server and router is seen anew. */
  private void restart() {
    if (fault == Fault.THE_MEMORY_IS_LOST) {
      book.memory = "";
    }
    book.restart();
    auditor.restarted(book.now);
    for (VirtualService service : whole.virtualServices()) {
      for (int i = 0; i < 6; i++) {
        Endpoint server = service.realServers().get(i).endpoint();
        boolean up = truth.get(name(service, server)) == Condition.UP;
        book.step(new AlertEvent.ServerSeen(service.id(), server, up, true, "r", "x"));
      }
    }
    for (String name : List.of("VI_1", "VI_2", "VI_3")) {
      Condition is = truth.get("virtual router " + name);
      book.step(new AlertEvent.RouterSeen(name, is, true, "virtual router " + name + " is " + is));
    }
    Condition group = truth.get("sync group G1");
    if (group != null) {
      book.step(new AlertEvent.GroupSeen("G1", group, true, "sync group G1 is " + group));
    }
  }

  private void rests() {
    VirtualService service = whole.virtualServices().get(random.nextInt(3));
    book.step(new AlertEvent.ServiceRests(service.id(), true));
    auditor.rests(book.now, service.name(), true);
    resting = service.id();
    pass(pause());
    resting = "";
    book.step(new AlertEvent.ServiceRests(service.id(), false));
    auditor.rests(book.now, service.name(), false);
  }
}
