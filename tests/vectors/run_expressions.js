// node run_expressions.js: evaluates every vector with the browser's twin; prints what differs, one JSON line each.
'use strict';
const fs = require('fs');
const path = require('path');
const twin = require(path.join(__dirname, '../../renderer/static/conditions.js'));
const vectors = JSON.parse(fs.readFileSync(process.argv[2] || path.join(__dirname, 'expressions.json'), 'utf8'));

const UNIT_DIGITS = 12;

function written(value) {
  if (value === undefined) return 'absent';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'bigint') {
    const minus = value < 0n ? '-' : '';
    const digits = String(value < 0n ? -value : value).padStart(UNIT_DIGITS + 1, '0');
    const decimals = digits.slice(-UNIT_DIGITS).replace(/0+$/, '');
    return 'number ' + minus + digits.slice(0, -UNIT_DIGITS) + (decimals && '.' + decimals);
  }
  if (typeof value === 'number') return 'date ' + new Date(value * 864e5).toISOString().slice(0, 10);
  if (Array.isArray(value)) return 'choices ' + value.join(',');
  return 'text ' + value;
}

function outcome(vector) {
  try {
    return written(twin.evaluate(vector.tree, twin.lookIn(vector.environment)));
  } catch (error) {
    return 'failed ' + error.message;
  }
}

let compared = 0;
const report = (vector, found) => {
  compared += 1;
  if (found !== vector.result) console.log(JSON.stringify({ ...vector, found }));
};
vectors.expressions.forEach((vector) => report(vector, outcome(vector)));
vectors.typed.forEach((vector) => report(vector, written(twin.readTyped(vector.typed, vector.kind))));
console.error(compared);
