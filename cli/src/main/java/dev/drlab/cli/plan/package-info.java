/** {@code drlab plan}: what Terraform's plans mean for recovery. */
package dev.drlab.cli.plan;
