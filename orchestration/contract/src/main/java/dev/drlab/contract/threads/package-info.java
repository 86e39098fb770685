/** Threads that do not keep a process alive. */
package dev.drlab.contract.threads;
