/** Names of a region's database, its logins, and the encryption of connections to it. */
package dev.drlab.contract.database;
