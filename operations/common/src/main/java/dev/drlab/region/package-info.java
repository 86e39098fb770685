/** One region of an AWS account: whose credentials, and the clients. {@link dev.drlab.region.Cloud} is the seam to AWS. */
package dev.drlab.region;
