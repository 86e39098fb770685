/** The public balancer and the web firewall before it. */
package dev.drlab.infra.compute.balancer;
