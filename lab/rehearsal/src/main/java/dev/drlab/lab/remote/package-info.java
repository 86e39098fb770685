/**
 * Acting on a running lab from another terminal: {@link dev.drlab.lab.remote.LabServer} in the lab,
 * {@link dev.drlab.lab.remote.LabRemote} in the other command.
 */
package dev.drlab.lab.remote;
