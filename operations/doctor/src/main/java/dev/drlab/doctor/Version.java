package dev.drlab.doctor;

import java.util.Arrays;
import java.util.List;

/** Numbers with dots between them, such as {@code 1.10.2}; those that are absent count as 0. */
public record Version(List<Integer> numbers) implements Comparable<Version> {
    /** Copies them. */
    public Version {
        numbers = List.copyOf(numbers);
    }

    /** @throws NumberFormatException if it is something else */
    public static Version parse(String text) {
        return new Version(
                Arrays.stream(text.split("\\.", -1)).map(Integer::parseInt).toList());
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int order = Integer.compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int number(int place) {
        return place < numbers.size() ? numbers.get(place) : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        int last = numbers.size();
        while (last > 0 && numbers.get(last - 1) == 0) {
            last--;
        }
        return numbers.subList(0, last).hashCode();
    }

    @Override
    public String toString() {
        return String.join(".", numbers.stream().map(String::valueOf).toList());
    }
}
