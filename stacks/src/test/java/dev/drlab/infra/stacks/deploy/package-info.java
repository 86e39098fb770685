/** Deploys every stack with Terraform and the real provider against an emulator of AWS (profile {@code emulator}). */
package dev.drlab.infra.stacks.deploy;
