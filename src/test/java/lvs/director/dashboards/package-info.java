/**
 * Grafana's boards: written from a short description of each panel, and held to what the director
 * has.
 */
package lvs.director.dashboards;
