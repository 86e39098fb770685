/** Which acknowledged canaries a database has, and which it lacks. */
package dev.drlab.verifier.account;
