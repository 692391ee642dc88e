/** Mails on paper and on their way: MIME, the spool on disk, SMTP. */
package lvs.director.mail;
