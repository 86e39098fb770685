/** The bucket of one region's Terraform state, and the wiring of the S3 backend. */
package dev.drlab.infra.statebackend;
