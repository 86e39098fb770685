/** The hash that texts and files are compared by. */
package dev.drlab.contract.digest;
