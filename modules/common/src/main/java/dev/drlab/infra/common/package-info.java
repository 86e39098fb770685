/** Shared by every module of the infrastructure: IAM policies, ranges of addresses, the values of props. */
package dev.drlab.infra.common;
