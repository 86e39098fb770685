// Adds a series of rehearsals to the trend, and prints the last twelve to the run's summary.
//
//   node trend.mjs REPORTS TREND
//
//   REPORTS  a directory in which one summary.json is
//   TREND    the trend's file; made if it is not there
//
// Exit code: 0 added; 1 there is no summary, or a file is none.
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const SHOWN = 12;

function fail(message) {
  console.error(`trend: ${message}`);
  process.exit(1);
}

async function json(file) {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(`${file} is no JSON: ${error.message}`);
  }
}

const [reports, file] = process.argv.slice(2);
if (!file) fail('name the directory of the reports and the file of the trend');
const files = await readdir(reports, { recursive: true }).catch(() => []);
const summaries = files.filter((name) => name.split('/').pop() === 'summary.json');
if (summaries.length !== 1) fail(`${reports} has ${summaries.length} files summary.json, and one is needed`);
const summary = await json(join(reports, summaries[0]));
if (!Array.isArray(summary.scenarios) || summary.scenarios.length === 0) fail(`${summaries[0]} has no scenarios`);

const trend = await readFile(file, 'utf8').then(() => json(file), () => []);
if (!Array.isArray(trend)) fail(`${file} is no trend`);
trend.push({
  startedAt: summary.startedAt,
  commit: process.env.GITHUB_SHA || '',
  verdict: summary.verdict,
  scenarios: summary.scenarios.map(({ scenario, verdict, seconds, figures }) => ({ scenario, verdict, seconds, figures })),
});
await mkdir(dirname(file), { recursive: true });
await writeFile(file, `${JSON.stringify(trend, null, 2)}\n`);

const names = [...new Set(trend.flatMap((run) => run.scenarios.map((each) => each.scenario)))];
const cell = (run, name) => {
  const found = run.scenarios.find((each) => each.scenario === name);
  return found ? `${found.verdict}, ${Number(found.seconds).toFixed(0)} s` : 'not run';
};
const rows = trend.slice(-SHOWN).map((run) => [run.startedAt, run.verdict, ...names.map((name) => cell(run, name))]);
const table = [['run', 'all', ...names], Array(names.length + 2).fill('---'), ...rows]
  .map((row) => `| ${row.join(' | ')} |`)
  .join('\n');
const text = `### Rehearsals\n\n${table}\n`;
console.log(text);
if (process.env.GITHUB_STEP_SUMMARY) await appendFile(process.env.GITHUB_STEP_SUMMARY, text);
