/** Buckets and their protection against Terraform's destroy, for modules/data and state-backend. */
package dev.drlab.infra.storage;
