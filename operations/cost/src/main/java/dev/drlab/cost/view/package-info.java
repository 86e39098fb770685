/** An estimate as Markdown, JSON and text. */
package dev.drlab.cost.view;
