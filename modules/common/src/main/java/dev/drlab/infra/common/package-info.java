/** What every module of the infrastructure writes or checks: IAM policies, ranges of addresses, the values of props. */
package dev.drlab.infra.common;
