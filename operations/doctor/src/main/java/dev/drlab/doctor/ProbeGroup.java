package dev.drlab.doctor;

import java.util.List;

/** What a part of drlab needs, where that part is on the class path. Found by {@link java.util.ServiceLoader}. */
public interface ProbeGroup {
    /** In the order in which they are shown. */
    List<Probe> probes();
}
