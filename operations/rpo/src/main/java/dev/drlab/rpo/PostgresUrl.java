package dev.drlab.rpo;

import dev.drlab.console.CannotRunException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads both ways to write where a database is: that of JDBC, and that of libpq and psql, {@code postgresql://…}
 * (PostgreSQL manual, section 34.1.1.2).
 */
final class PostgresUrl {
    private static final Pattern LIBPQ =
            Pattern.compile("postgres(?:ql)?://(?:([^/@?]*)@)?([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
    /** libpq's names of what the JDBC driver calls otherwise. */
    private static final Map<String, String> NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "user", "user",
            "options", "options",
            "sslmode", "sslmode",
            "sslcert", "sslcert",
            "sslrootcert", "sslrootcert",
            "sslnegotiation", "sslNegotiation",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode");

    private PostgresUrl() {}

    /** Whether it is one of libpq's. */
    static boolean isLibpq(String url) {
        return url.startsWith("postgresql:") || url.startsWith("postgres:");
    }

    /**
     * The same place as a JDBC URL; a JDBC URL is returned as it is.
     *
     * @param option that the URL was given with, for messages
     * @param url without a password
     */
    static String toJdbc(String option, String url) throws CannotRunException {
        if (!isLibpq(url)) {
            return url;
        }
        Matcher parts = LIBPQ.matcher(url);
        if (!parts.matches() || parts.group(2).isEmpty()) {
            throw new CannotRunException(
                    option + ": '" + url + "' names no host; write it like postgresql://role@host:5432/database");
        }
        List<String> parameters = parameters(option, parts.group(4));
        if (parts.group(1) != null && !parts.group(1).isEmpty()) {
            parameters.add(0, "user=" + parts.group(1));
        }
        String database = parts.group(3) == null ? "" : parts.group(3);
        return "jdbc:postgresql://" + parts.group(2) + "/" + database
                + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    }

    private static List<String> parameters(String option, String query) throws CannotRunException {
        List<String> translated = new ArrayList<>();
        if (query == null || query.isEmpty()) {
            return translated;
        }
        for (String parameter : query.split("&")) {
            String name = parameter.substring(0, Math.max(0, parameter.indexOf('=')));
            String known = NAMES.get(URLDecoder.decode(name, StandardCharsets.UTF_8));
            if (known == null) {
                throw new CannotRunException(
                        option + ": the parameter '" + parameter + "' of a postgresql:// URL is not"
                                + " known here; write the URL like jdbc:postgresql://host:5432/database?parameter=value, with"
                                + " the JDBC driver's parameters");
            }
            translated.add(known + parameter.substring(name.length()));
        }
        return translated;
    }
}
