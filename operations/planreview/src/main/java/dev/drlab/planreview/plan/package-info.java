/** A Terraform plan as {@code terraform show -json} writes it: what would change, what is unknown, and what is sensitive. */
package dev.drlab.planreview.plan;
