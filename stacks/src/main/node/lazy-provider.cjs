'use strict';
// Loaded into jsii's Node.js by stacks/synth. The AWS provider's index loads each of its 1,792 modules, of which the stacks
// need some 80: it took a fifth of a synthesis. The provider has another index, which loads a module when it is asked
// for. Where it has none, nothing changes.
const fs = require('fs');
const Module = require('module');
const path = require('path');

const INDEX = path.join('@cdktf', 'provider-aws', 'lib', 'index.js');
const resolve = Module._resolveFilename;

Module._resolveFilename = function (...request) {
  const file = resolve.apply(this, request);
  if (typeof file !== 'string' || !file.endsWith(path.sep + INDEX)) {
    return file;
  }
  const lazy = path.join(path.dirname(file), 'lazy-index.js');
  return fs.existsSync(lazy) ? lazy : file;
};
