package dev.drlab.doctor;

import java.util.List;

/** Probes of one part of drlab, where that is on the class path. Found by {@link java.util.ServiceLoader}. */
public interface ProbeGroup {
    /** In the order in which they are shown. */
    List<Probe> probes();
}
