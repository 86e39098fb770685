/** The history of requests and acknowledgements, and which of them a database lacks. */
package dev.drlab.workload.history;
