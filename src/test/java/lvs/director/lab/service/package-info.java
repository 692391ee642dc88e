/** The director and real servers as services of a machine: init scripts, systemd, the package. */
package lvs.director.lab.service;
