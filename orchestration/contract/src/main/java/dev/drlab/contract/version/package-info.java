/** The version of drlab. */
package dev.drlab.contract.version;
