/** What modules/data and state-backend have in common: what every bucket is, and what keeps Terraform from destroying it. */
package dev.drlab.storage;
