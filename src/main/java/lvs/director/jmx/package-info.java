/** Row 4: MXBeans in the domain {@code lvs.director}, Jolokia and the Prometheus endpoint. */
package lvs.director.jmx;
