package dev.drlab.contract.project;

import java.util.regex.Pattern;

/**
 * What a region's code looks like, in every partition: {@code us-west-2}, {@code us-gov-east-1}, {@code us-isob-east-1},
 * {@code eusc-de-east-1}. Whether there is such a region, only a list says.
 */
public final class RegionCode {
    /** A regular expression without groups and anchors, to be part of another. */
    public static final String REGEX = "[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}";

    private static final Pattern CODE = Pattern.compile(REGEX);

    private RegionCode() {}

    /** Whether it looks like one. */
    public static boolean isValid(String text) {
        return CODE.matcher(text).matches();
    }
}
