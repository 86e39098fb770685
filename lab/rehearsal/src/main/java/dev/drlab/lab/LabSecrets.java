package dev.drlab.lab;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The lab's passwords, drawn anew for each lab.
 *
 * @param superuser of the role {@code postgres}, for the lab's own control plane
 * @param agent of {@code drlab_agent}
 * @param writer of {@code drlab_writer}
 * @param reader of {@code drlab_reader}
 * @param owner of {@code drlab_owner}, for whoever uses the lab with tools of his own
 * @param replication of {@code drlab_replication}
 * @param forward signs requests that one region forwards to the other
 */
record LabSecrets(
        String superuser,
        String agent,
        String writer,
        String reader,
        String owner,
        String replication,
        String forward) {
    static LabSecrets random() {
        SecureRandom random = new SecureRandom();
        return new LabSecrets(
                draw(random),
                draw(random),
                draw(random),
                draw(random),
                draw(random),
                draw(random),
                draw(random) + draw(random));
    }

    private static String draw(SecureRandom random) {
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "LabSecrets[…]";
    }
}
