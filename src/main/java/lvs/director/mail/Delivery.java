package lvs.director.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a relay did with one mail.
 *
 * @param taken recipients it took it for
 * @param later recipients to try again, with its answers
 * @param never recipients it refused for good, with its answers
 * @param content its answer when it refused the mail itself for good; then it is for nobody
 * @param overtaken later mails to the same recipients need not wait for this one
 */
record Delivery(
    List<String> taken,
    Map<String, String> later,
    Map<String, String> never,
    Optional<String> content,
    boolean overtaken) {}
