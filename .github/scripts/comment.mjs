// Puts the review on the pull request: as one comment, which later runs update.
//
//   node comment.mjs FILE
//
// Environment: GITHUB_TOKEN, GITHUB_REPOSITORY, PULL_REQUEST; COMMIT, which the comment then names: a comment of an earlier
// push can be told, should the next not get as far as this; GITHUB_API_URL (default https://api.github.com)
//
// Exit code: 0 it is there; 1 GitHub refused, or did not answer in three tries.
import { readFile } from 'node:fs/promises';

const MARKER = '<!-- drlab plan review -->';
const TRIES = 3;
const PER_PAGE = 100;
const LONGEST = 65536; // characters of a comment

function fail(message) {
  console.error(`comment: ${message}`);
  process.exit(1);
}

function variable(name) {
  return process.env[name] || fail(`${name} is not set: the workflow sets it`);
}

const api = process.env.GITHUB_API_URL || 'https://api.github.com';
const token = variable('GITHUB_TOKEN');
const repository = `${api}/repos/${variable('GITHUB_REPOSITORY')}`;
const number = variable('PULL_REQUEST');

// Repeats what may pass: server errors, limits, and a connection that broke. Everything is safe to repeat but the POST, which
// is repeated only when GitHub says that it did nothing.
async function call(method, url, body) {
  for (let attempt = 1; ; attempt++) {
    let response;
    try {
      response = await fetch(url, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'x-github-api-version': '2022-11-28',
        },
        body: body && JSON.stringify(body),
      });
    } catch (error) {
      if (attempt < TRIES && method !== 'POST') continue;
      fail(`${method} ${url}: ${error.cause || error}`);
    }
    if (response.ok) return response.status === 204 ? null : response.json();
    const limited = response.status === 429 || response.headers.has('retry-after');
    if (attempt < TRIES && (limited || (response.status >= 500 && method !== 'POST'))) {
      const seconds = Math.min(Number(response.headers.get('retry-after')) || 0, 60);
      await new Promise((resume) => setTimeout(resume, seconds * 1000));
      continue;
    }
    const remedy = { 401: 'the token is missing or expired', 403: 'the job needs pull-requests: write' }[response.status];
    fail(`${method} ${url}: ${response.status} ${(await response.text()).slice(0, 300)}${remedy ? ` (${remedy})` : ''}`);
  }
}

// Ours are those that a bot wrote and that end with the mark: a person may quote one.
async function ours() {
  const found = [];
  for (let page = 1; ; page++) {
    const comments = await call('GET', `${repository}/issues/${number}/comments?per_page=${PER_PAGE}&page=${page}`);
    if (!Array.isArray(comments)) fail('GitHub answers with something that is no list of comments');
    found.push(...comments.filter((comment) => comment.user?.type === 'Bot' && comment.body?.trimEnd().endsWith(MARKER)));
    if (comments.length < PER_PAGE) return found;
  }
}

// The review with its commit in front of the mark, where it has none yet and there is room for it.
function named(text, commit) {
  if (!commit || text.includes(commit)) return text;
  const at = text.lastIndexOf(MARKER);
  const longer = `${text.slice(0, at)}Of commit \`${commit}\`.\n\n${text.slice(at)}`;
  return longer.length > LONGEST ? text : longer;
}

const [file] = process.argv.slice(2);
if (!file) fail('name the file of the review');
const review = await readFile(file, 'utf8').catch((error) => fail(`${file} cannot be read: ${error.message}`));
if (!review.trimEnd().endsWith(MARKER)) fail(`${file} is no review: it does not end with its mark`);
const body = named(review, process.env.COMMIT);

const [first, ...others] = await ours();
const comment = first
  ? await call('PATCH', `${repository}/issues/comments/${first.id}`, { body })
  : await call('POST', `${repository}/issues/${number}/comments`, { body });
for (const other of others) await call('DELETE', `${repository}/issues/comments/${other.id}`);
console.log(`comment: ${first ? 'updated' : 'written'}: ${comment.html_url}`);
