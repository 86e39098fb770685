/** The KMS keys of a region: the one that encrypts its data, its replica in the other region, and their policy. */
package dev.drlab.infra.data.key;
