/** What to tell whom, when and how often; pure, as the other engines. */
package lvs.director.alert;
