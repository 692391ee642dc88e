package lvs.director.config;

import lvs.director.config.text.Statement;

/** Reports what is wrong with one virtual router, at the keyword that says it. */
record InstanceProblems(String name, Lines lines, Binding binding) {

  void error(String code, String keyword, String what, String remedy) {
    binding.error(code, lines.at(keyword), "vrrp_instance " + name + ": " + what, remedy);
  }

  void warning(String code, String keyword, String what, String remedy) {
    binding.warning(code, lines.at(keyword), "vrrp_instance " + name + ": " + what, remedy);
  }

  void warning(String code, Statement at, String what, String remedy) {
    binding.warning(code, at, "vrrp_instance " + name + ": " + what, remedy);
  }

  void error(String code, Statement at, String what, String remedy) {
    binding.error(code, at, "vrrp_instance " + name + ": " + what, remedy);
  }
}
