package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Scripts, files, processes and interfaces that move priorities or make faults. */
class TrackerTest {
  private static String script(String lines) {
    return "vrrp_script chk {\nscript \"/bin/true\"\n" + lines + "\n}\n";
  }

  private static final String FAULT_TRACKER =
      script("") + Box.instance("priority 100\ntrack_script {\nchk\n}");

  private static String weighted(String weight) {
    return script("") + Box.instance("priority 100\ntrack_script {\nchk weight " + weight + "\n}");
  }

  private static int priority(String configuration, int exitStatus) {
    return Box.running(configuration).scriptEnds("chk", 1, exitStatus).router().priority();
  }

  @Test
  void aScriptThatMayMakeAFaultIsAwaitedInInit() {
    Box box = new Box();
    box.network();
    box.configure(FAULT_TRACKER);
    assertEquals(List.of("start script chk #1"), box.did("start", "fifo"));
    assertEquals(RouterState.INIT, box.state());
    assertEquals("script chk has no result yet", box.router().reason());
    box.scriptEnds("chk", 1, 0);
    assertEquals(List.of("fifo INSTANCE \"VI_1\" BACKUP 100"), box.did("fifo"));
  }

  @Test
  void theFirstFailureDecidesAtOnce() {
    Box box = Box.running(script("fall 5") + FAULT_TRACKER.substring(script("").length()));
    box.scriptEnds("chk", 1, 1);
    assertEquals(List.of("script chk failed: exit status 1"), box.router().faults());
    assertEquals(RouterState.FAULT, box.state());
  }

  @Test
  void afterTheFirstResultRiseAndFallCount() {
    Box box = Box.running(script("rise 2\nfall 3") + FAULT_TRACKER.substring(script("").length()));
    long run = 1;
    box.scriptEnds("chk", run++, 0);
    assertEquals(RouterState.BACKUP, box.state());
    box.pass(1).scriptEnds("chk", run++, 1).pass(1).scriptEnds("chk", run++, 1);
    assertEquals(RouterState.BACKUP, box.state());
    box.pass(1).scriptEnds("chk", run++, 0).pass(1).scriptEnds("chk", run++, 1);
    box.pass(1).scriptEnds("chk", run++, 1);
    assertEquals(true, box.state() != RouterState.FAULT);
    box.pass(1).scriptEnds("chk", run++, 1);
    assertEquals(RouterState.FAULT, box.state());
    box.pass(1).scriptEnds("chk", run++, 0);
    assertEquals(RouterState.FAULT, box.state());
    box.pass(1).scriptEnds("chk", run, 0);
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void aRunThatHasNotEndedIsNotStartedAgain() {
    Box box = Box.running(FAULT_TRACKER).pass(5);
    assertEquals(List.of(), box.did("start"));
    box.scriptEnds("chk", 1, 0).pass(1);
    assertEquals(List.of("start script chk #2"), box.did("start"));
  }

  @Test
  void anAnswerOfAnotherRunIsIgnored() {
    Box box = Box.running(FAULT_TRACKER).scriptEnds("chk", 99, 0);
    assertEquals(RouterState.INIT, box.state());
  }

  @Test
  void initFailBeginsFailed() {
    Box box = Box.running(script("init_fail") + FAULT_TRACKER.substring(script("").length()));
    assertEquals(RouterState.FAULT, box.state());
    box.scriptEnds("chk", 1, 0);
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void weightsCountByTheirSign() {
    assertEquals(120, priority(weighted("20"), 0));
    assertEquals(100, priority(weighted("20"), 1));
    assertEquals(100, priority(weighted("-20"), 0));
    assertEquals(80, priority(weighted("-20"), 1));
  }

  @Test
  void reverseExchangesWellAndFailed() {
    assertEquals(100, priority(weighted("20 reverse"), 0));
    assertEquals(120, priority(weighted("20 reverse"), 1));
    assertEquals(80, priority(weighted("-20 reverse"), 0));
    assertEquals(100, priority(weighted("-20 reverse"), 1));
  }

  @Test
  void theSumStaysBetween1And254() {
    assertEquals(254, priority(weighted("253"), 0));
    assertEquals(1, priority(weighted("-253"), 1));
  }

  @Test
  void theOwnersPriorityDoesNotMove() {
    String owner = script("") + Box.instance("priority 255\ntrack_script {\nchk weight -20\n}");
    Box box = Box.running(owner).scriptEnds("chk", 1, 1);
    assertEquals(255, box.router().priority());
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void aChangeOfPriorityMovesTheTimerOfABackup() {
    Box box = Box.running(weighted("-56")).pass(1).scriptEnds("chk", 1, 1);
    assertEquals(
        List.of(
            "notice TRACKER_DOWN: script chk: exit status 1",
            "notice PRIORITY_CHANGED: priority of VI_1 changes from 100 to 44: script chk: exit"
                + " status 1"),
        box.did("notice"));
    box.pass(2 + 212 / 256.0 - 0.001);
    assertEquals(RouterState.BACKUP, box.state());
    box.pass(0.001);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void aMasterTellsItsNewPriorityWithTheNextAdvertisement() {
    Box box = Box.running(weighted("-20")).pass(4);
    box.did();
    box.scriptEnds("chk", 1, 1);
    assertEquals(List.of(), box.did("send"));
    box.pass(1);
    assertEquals(List.of("send VI_1 priority 80"), box.did("send"));
  }

  @Test
  void notifyPriorityChangesTellsThePipe() {
    Box box =
        Box.running(
            script("")
                + Box.instance(
                    "priority 100\nnotify_priority_changes\ntrack_script {\nchk weight -20\n}"));
    box.scriptEnds("chk", 1, 1);
    assertEquals(List.of("fifo INSTANCE \"VI_1\" BACKUP_PRIORITY 80"), box.did("fifo"));
    box.pass(6);
    box.did();
    box.scriptEnds("chk", 2, 0);
    assertEquals(List.of("fifo INSTANCE \"VI_1\" MASTER_PRIORITY 100"), box.did("fifo"));
  }

  private static String file(String weight) {
    return "track_file f {\nfile /tmp/f\n}\n"
        + Box.instance("priority 100\ntrack_file {\nf weight " + weight + "\n}");
  }

  private static Box reads(String configuration, long value) {
    return Box.running(configuration)
        .event(new VrrpEvent.TrackFileRead("f", value, Optional.empty()));
  }

  @Test
  void aFilesNumberTimesItsWeightCounts() {
    assertEquals(130, reads(file("3"), 10).router().priority());
    assertEquals(70, reads(file("3"), -10).router().priority());
    assertEquals(70, reads(file("3 reverse"), 10).router().priority());
    assertEquals(254, reads(file("3"), 1000).router().priority());
  }

  @Test
  void aProductOfMinus254IsAFault() {
    assertEquals(RouterState.BACKUP, reads(file("1"), -253).state());
    assertEquals(RouterState.FAULT, reads(file("1"), -254).state());
    assertEquals(List.of("file f: value -254"), reads(file("1"), -254).router().faults());
  }

  @Test
  void withWeightZeroAnyNumberIsAFault() {
    assertEquals(RouterState.BACKUP, reads(file("0"), 0).state());
    assertEquals(RouterState.FAULT, reads(file("0"), 3).state());
  }

  private static String process(String lines) {
    return "vrrp_track_process p {\nprocess named\n"
        + lines
        + "\n}\n"
        + Box.instance("priority 100\ntrack_process {\np\n}");
  }

  private static Box counts(Box box, int count) {
    return box.event(new VrrpEvent.TrackProcessCounted("p", count));
  }

  @Test
  void processesAreWellBetweenQuorumAndMaximum() {
    String two = process("quorum 2\nquorum_max 3");
    assertEquals(RouterState.FAULT, counts(Box.running(two), 1).state());
    assertEquals(RouterState.BACKUP, counts(Box.running(two), 2).state());
    assertEquals(RouterState.FAULT, counts(Box.running(two), 4).state());
  }

  @Test
  void processDelaysWaitForAChangeToLast() {
    Box box = counts(Box.running(process("fork_delay 2\nterminate_delay 1")), 1);
    counts(box, 0).pass(0.9);
    counts(box, 1).pass(0.9);
    assertEquals(RouterState.BACKUP, box.state());
    counts(box, 0).pass(1);
    assertEquals(List.of("process p: 0 processes, wanted at least 1"), box.router().faults());
    counts(box, 1).pass(1.9);
    assertEquals(RouterState.FAULT, box.state());
    box.pass(0.1);
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void aTrackedInterfaceWithoutWeightIsAFaultWithWeightAPriority() {
    Box fault = Box.running(Box.instance("priority 100\ntrack_interface {\neth1\n}"));
    fault.carrier("eth1", false);
    assertEquals(List.of("link eth1 has no carrier"), fault.router().faults());
    Box weight = Box.running(Box.instance("priority 100\ntrack_interface {\neth1 weight 10\n}"));
    assertEquals(110, weight.router().priority());
    weight.carrier("eth1", false);
    assertEquals(100, weight.router().priority());
  }

  @Test
  void aBfdSessionCountsAsUpAndSaysSo() {
    Box box =
        Box.running(
            "bfd_instance b {\nneighbor_ip 10.9.0.9\n}\n"
                + Box.instance("priority 100\ntrack_bfd {\nb\n}"));
    assertEquals(RouterState.BACKUP, box.state());
    assertEquals(
        "does not run in this version; counts as up",
        box.engine.view().trackers().getFirst().detail());
  }

  @Test
  void whatAScriptSaidIsShown() {
    Box box = Box.running(FAULT_TRACKER);
    box.event(
        new VrrpEvent.TrackScriptFinished(
            "chk", 1, new VrrpEvent.ScriptResult(false, 3, "no route", "exit status 3", 1000)));
    VrrpView.TrackerStatus status = box.engine.view().trackers().getFirst();
    assertEquals("exit status 3: no route", status.detail());
    assertEquals("no route", status.output());
    assertEquals(3, status.exitStatus().orElseThrow());
    assertEquals(1, status.failures());
  }

  @Test
  void aTrackedInterfaceThatIsUpAtStartIsNoNews() {
    Box box = new Box();
    box.configure(Box.instance("track_interface {\neth1\n}"));
    box.network();
    assertEquals(List.of(), box.did("notice TRACKER"));
    box.carrier("eth1", false);
    assertEquals(
        List.of("notice TRACKER_DOWN: interface eth1: link eth1 has no carrier"),
        box.did("notice TRACKER"));
  }
}
