/** Waits that end: for something that no event announces, and for what ends soon by itself. */
package dev.drlab.contract.waiting;
