/** Senders of requests to the service, and what they take for an answer. */
package dev.drlab.workload.http;
