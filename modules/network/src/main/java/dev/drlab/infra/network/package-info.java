/** VPC, subnets, NAT, network ACLs, flow logs and security groups of one region. */
package dev.drlab.infra.network;
