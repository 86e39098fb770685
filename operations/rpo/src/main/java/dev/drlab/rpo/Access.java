package dev.drlab.rpo;

import dev.drlab.console.CannotRunException;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Login;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a URL of either style and the environment into an endpoint. Passwords come from the environment or the pgpass file only. */
public final class Access {
    private static final Pattern USER = Pattern.compile("[?&]user=([^&]*)");
    private static final Pattern PASSWORD = Pattern.compile("[?&]password=|//[^/@]*:[^/@]*@");

    private Access() {}

    /**
     * @param option that the URL was given with, for messages
     * @param user given on the command line; may be null
     * @param environment the process's environment
     */
    public static Endpoint endpoint(
            String option, String name, String url, String user, Map<String, String> environment)
            throws CannotRunException {
        if (!url.startsWith("jdbc:postgresql:") && !PostgresUrl.isLibpq(url)) {
            throw new CannotRunException(option + ": '" + withoutPassword(url)
                    + "' is no PostgreSQL URL; write it like postgresql://host:5432/database or"
                    + " jdbc:postgresql://host:5432/database");
        }
        if (PASSWORD.matcher(url.toLowerCase(Locale.ROOT)).find()) {
            throw new CannotRunException(
                    option + ": the URL carries a password, which other users of this machine could"
                            + " read; remove it and set PGPASSWORD, or put it into ~/.pgpass (or the file that PGPASSFILE names)");
        }
        String jdbcUrl = PostgresUrl.toJdbc(option, url);
        Matcher inUrl = USER.matcher(jdbcUrl);
        boolean urlNamesUser = inUrl.find();
        if (urlNamesUser && user != null) {
            throw new CannotRunException(option + ": the URL names a user and --user another; give only one");
        }
        Login login = new Login(
                urlNamesUser
                        ? URLDecoder.decode(inUrl.group(1), StandardCharsets.UTF_8)
                        : user != null ? user : environment.getOrDefault("PGUSER", System.getProperty("user.name")),
                Optional.ofNullable(environment.get("PGPASSWORD")));
        return new Endpoint(name, jdbcUrl, login, login);
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("//[^/@]*@", "//…@");
    }
}
