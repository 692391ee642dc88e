package lvs.director.console;

import java.util.Optional;
import lvs.director.model.ConsoleSettings;
import lvs.director.model.DirectorSettings;
import lvs.director.staged.StagedDirector;

/** Settings of a director whose console is somewhere else. */
final class Settings {
  private Settings() {}

  static DirectorSettings of(DirectorSettings all, String listen) {
    return of(
        all,
        new ConsoleSettings(
            Optional.of(StagedDirector.endpoint(listen)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  static DirectorSettings of(DirectorSettings all, ConsoleSettings console) {
    return new DirectorSettings(
        all.dataPlane(),
        all.serveBeforeFirstCheck(),
        all.jolokia(),
        all.jolokiaUser(),
        all.jolokiaPasswordFile(),
        all.prometheus(),
        all.proxyThreads(),
        all.proxyMaxConnections(),
        all.syslog(),
        all.addressLease(),
        all.putsLostAddressesBack(),
        all.ipvs(),
        all.archive(),
        console,
        all.mail());
  }
}
