/**
 * Two regions on one machine: real PostgreSQL, real service processes, and drlab's own implementations of the AWS SDK's
 * client interfaces over them. {@link dev.drlab.lab.Lab} puts the parts together; each part has a package of its own.
 */
package dev.drlab.lab;
