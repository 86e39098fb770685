/** The protected service on ECS: cluster, service, scaling, settings and its role. */
package dev.drlab.infra.compute.service;
