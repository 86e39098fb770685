/** Whether a target was met, and the result for programs. */
package dev.drlab.verifier.verdict;
