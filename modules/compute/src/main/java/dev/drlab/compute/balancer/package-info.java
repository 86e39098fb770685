/** The public balancer and the web firewall before it. */
package dev.drlab.compute.balancer;
