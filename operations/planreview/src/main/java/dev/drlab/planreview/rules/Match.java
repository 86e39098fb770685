package dev.drlab.planreview.rules;

import java.util.List;

/** A rule that applies to a change, with what shows it. */
record Match(Rule rule, List<Detail> details, boolean unknown) {}
