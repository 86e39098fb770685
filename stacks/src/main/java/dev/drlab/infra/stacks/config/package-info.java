/** The configuration: the context of cdktf.json, read once, validated as a whole. */
package dev.drlab.infra.stacks.config;
