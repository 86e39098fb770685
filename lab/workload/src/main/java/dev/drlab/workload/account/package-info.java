/** What the clients saw of a move: recovery, failed requests, writes of a region that was no longer active. */
package dev.drlab.workload.account;
