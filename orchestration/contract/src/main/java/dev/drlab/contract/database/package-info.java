/** What a region's database is called, who logs in to it, and how connections to it are encrypted. */
package dev.drlab.contract.database;
