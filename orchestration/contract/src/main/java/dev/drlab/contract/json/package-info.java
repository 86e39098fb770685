/** How JSON is read and written. */
package dev.drlab.contract.json;
