/** A move as the clients saw it: recovery, failed requests, writes of a region that was no longer active. */
package dev.drlab.workload.account;
