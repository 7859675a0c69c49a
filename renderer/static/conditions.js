// Shows and hides questions while one types. The server decides again: engine/expressions/evaluate.py is the original of
// this twin, and tests/vectors/expressions.json holds the two together. A condition whose names are not all at hand
// (`data-surroundings` missing, a computed value) is left as the server drew it.
(function () {
  'use strict';
  const big = BigInt, ZERO = big(0), TEN = big(10), DECIMALS = 12, DAY = 864e5;
  const power = (digits) => big('1' + '0'.repeat(digits));
  const UNIT = power(DECIMALS), LIMIT = power(28);
  const fail = (code) => { throw new Error(code); };

  // ---- numbers: whole counts of 10⁻¹²
  const size = (n) => (n < ZERO ? -n : n);
  const settled = (n) => (size(n) < LIMIT ? n : fail('X192'));
  const number = (text) => {
    const minus = text[0] === '-', parts = text.replace('-', '').split('.');
    const n = big(parts[0] + (parts[1] || '').padEnd(DECIMALS, '0').slice(0, DECIMALS));
    return settled(minus ? -n : n);
  };
  const ratio = (top, bottom) => { // halves to the even neighbour
    if (bottom === ZERO) fail('X191');
    const under = size(bottom), whole = size(top) / under, twice = (size(top) % under) * big(2);
    const n = whole + big(twice > under || (twice === under && whole % big(2)) ? 1 : 0);
    return settled((top < ZERO) !== (bottom < ZERO) ? -n : n);
  };
  const rounded = (n, digits) => { // halves away from zero
    const step = power(DECIMALS - (digits === undefined ? 0 : Number(digits / UNIT)));
    const up = (size(n) + step / big(2)) / step * step;
    return settled(n < ZERO ? -up : up);
  };
  const floor = (n) => settled(n - ((n % UNIT) + UNIT) % UNIT);
  const whole = (n) => (n % UNIT || size(n) > big(3660000) * UNIT ? fail('X192') : Number(n / UNIT));

  // ---- days: counted from 1 January 1970
  const dayOf = (year, month, day) => {
    const made = new Date(0);
    made.setUTCFullYear(year, month, day);
    return year < 1 || year > 9999 ? fail('X192') : Math.round(made / DAY);
  };
  const parts = (day) => { const d = new Date(day * DAY); return [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()]; };
  const iso = (text) => dayOf(+text.slice(0, 4), (+text.slice(5, 7) || 1) - 1, +text.slice(8, 10) || 1);
  const inRange = (day) => { const year = parts(day)[0]; return year >= 1 && year <= 9999 ? day : fail('X192'); };
  const addMonths = (day, count) => {
    const p = parts(day), months = p[0] * 12 + p[1] + count, year = Math.floor(months / 12), month = months - year * 12;
    return dayOf(year, month, Math.min(p[2], new Date(Date.UTC(2000 + year % 400, month + 1, 0)).getUTCDate()));
  };
  const full = (start, end, step) => {
    const a = parts(start), b = parts(end), n = Math.floor(((b[0] - a[0]) * 12 + b[1] - a[1]) / step);
    return addMonths(start, n * step) <= end ? n : n - 1;
  };
  const between = (start, end, step) => {
    if (end < start) return -between(end, start, step);
    const n = full(start, end, step), last = addMonths(start, n * step);
    if (last === end) return big(n) * UNIT;
    let length = step === 1 ? 31 : 366;
    try { length = addMonths(start, (n + 1) * step) - last; } catch (error) { /* the year 10000 */ }
    return ratio(big(n * length + end - last) * UNIT, big(length));
  };

  // ---- what each operator and function does with values that are all there
  const compute = {
    '==': (a, b) => a === b, '!=': (a, b) => a !== b, 'in': (a, b) => b.some((each) => (Array.isArray(each) ? each[0] <= a && a <= each[1] : each === a)), range: (...ends) => ends, 'not': (a) => !a,
    '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b,
    '+': (a, b) => settled(a + b), '-': (a, b) => settled(a - b), '*': (a, b) => ratio(a * b, UNIT),
    '/': (a, b) => ratio(a * UNIT, b), negative: (a) => -a, list: (...items) => items,
    abs: size, floor, ceiling: (n) => -floor(-n), round: rounded,
    min: (...all) => all.reduce((a, b) => (b < a ? b : a)), max: (...all) => all.reduce((a, b) => (b > a ? b : a)),
    days_between: (a, b) => big(b - a) * UNIT,
    months_between: (a, b) => between(a, b, 1), years_between: (a, b) => between(a, b, 12),
    age_on: (a, b) => big(a <= b ? full(a, b, 12) : 0) * UNIT,
    add_days: (day, n) => inRange(day + whole(n)), add_months: (day, n) => addMonths(day, whole(n)),
    add_years: (day, n) => addMonths(day, whole(n) * 12),
  };
  const literals = { number: (n) => number(n[1]), text: (n) => n[1], date: (n) => iso(n[1]), yes: () => true, no: () => false };

  // `look(path, kind, isColumn)` gives a value, undefined when it is absent, or an array for rows and columns.
  // Inside an aggregate `row` is the row it is at, and `look(path, kind, false, row)` gives its cell.
  function evaluate(node, look, row) {
    const head = node[0], rest = node.slice(1);
    if (literals[head]) return literals[head](node);
    if (head === 'cell') return look(rest[0], rest[1], false, row);
    if (head === 'each') return aggregate(rest[0], rest[1], rest[2], rest.slice(3), look);
    if (head === 'cases') return cases(rest, look, row);
    if (head === 'name' || head === 'column') return look(rest[0], rest[1], head === 'column');
    if (head === 'and' || head === 'or') return logic(head === 'or', rest.map((part) => () => evaluate(part, look, row)));
    if (head === 'if') {
      const condition = evaluate(rest[0], look, row);
      return condition === undefined ? undefined : evaluate(rest[condition ? 1 : 2], look, row);
    }
    if (head === 'given') {
      const value = evaluate(rest[0], look, row);
      return value !== undefined && value !== '' && value.length !== 0;
    }
    if (head === 'count') return big((evaluate(rest[0], look) || []).length) * UNIT;
    if (head === 'sum') return evaluate(rest[0], look).reduce(compute['+'], ZERO);
    const values = [];
    rest.forEach((part) => values.push(...(part[0] === 'column' ? evaluate(part, look) : [evaluate(part, look, row)])));
    return values.includes(undefined) ? undefined : compute[head](...values);
  }

  function cases(rest, look, row) { // condition, value, condition, value, …, and what holds otherwise
    for (let at = 0; at + 1 < rest.length; at += 2) {
      const holds = evaluate(rest[at], look, row);
      if (holds === undefined) return undefined;
      if (holds) return evaluate(rest[at + 1], look, row);
    }
    return rest.length % 2 ? evaluate(rest[rest.length - 1], look, row) : undefined;
  }

  function aggregate(what, group, body, others, look) {
    const each = (evaluate(group, look) || []).map((row) => () => evaluate(body, look, row));
    if (what === 'any' || what === 'all') return logic(what === 'any', each);
    const found = each.map((cell) => cell());
    if (found.includes(undefined)) return undefined;
    if (what === 'count') return big(found.filter((holds) => holds).length) * UNIT;
    if (what === 'sum') return found.reduce(compute['+'], ZERO);
    const values = found.concat(others.map((other) => evaluate(other, look)));
    return values.includes(undefined) ? undefined : compute[what](...values);
  }

  function logic(deciding, operands) {
    let absent = false;
    for (const operand of operands) {
      let value;
      try { value = operand(); } catch (error) { if (!absent) throw error; }
      if (value === deciding) return deciding;
      if (value === undefined) absent = true;
    }
    return absent ? undefined : !deciding;
  }

  // ---- what people type (engine/fields reads the same)
  const GROUPED = /^[1-9]\d{0,2}((\.\d{3})+|( \d{3})+)(,\d+)?$/, PLAIN = /^\d+([.,]\d+)?$/;
  const TYPED_DAY = [/^(\d\d?)\s*[/.\- ]\s*(\d\d?)\s*[/.\- ]\s*(\d{4})$/, /^(\d\d)(\d\d)(\d{4})$/];
  const readers = {
    number: (text) => {
      const minus = /^[-−]/.test(text), bare = text.replace(/^[-−]\s*/, '').replace(/\s*(vn[dđ]|đồng|đ|₫)\.?$/i, '');
      const plain = GROUPED.test(bare) ? bare.replace(/[. ]/g, '') : PLAIN.test(bare) ? bare : '';
      return plain && plain.length < 30 ? number((minus ? '-' : '') + plain.replace(',', '.')) : undefined;
    },
    date: (text) => {
      const month = /^(\d\d?)\s*[/.-]\s*(\d{4})$/.exec(text); // a month stands for its first day
      if (month) text = '1/' + month[1] + '/' + month[2];
      const found = TYPED_DAY[0].exec(text) || TYPED_DAY[1].exec(text), other = /^(\d{4})(?:[/.-](\d\d?)[/.-](\d\d?))?$/.exec(text);
      if (!found && !other) return undefined;
      const p = found ? [+found[3], +found[2], +found[1]] : [+other[1], +(other[2] || 1), +(other[3] || 1)];
      const day = dayOf(p[0], p[1] - 1, p[2]), back = parts(day);
      return back[1] === p[1] - 1 && back[2] === p[2] ? day : undefined;
    },
    boolean: (text) => (text === 'yes' ? true : text === 'no' ? false : undefined),
  };
  const readTyped = (text, kind) => {
    const clean = text.normalize('NFC').trim().replace(/\s+/g, ' ');
    return clean === '' ? undefined : readers[kind] ? readers[kind](clean) : clean;
  };
  // Surroundings and vectors are JSON: numbers and days as text ("12.5", "2026-02-13", "1956").
  const readKnown = (value, kind) => {
    if (value === undefined || value === null) return undefined;
    return kind === 'number' ? number(String(value)) : kind === 'date' ? iso(value) : value;
  };

  function lookIn(known) {
    return (path, kind, isColumn, row) => {
      const steps = path.split('.');
      if (row) return readKnown(row[steps[1]], kind);
      if (isColumn) {
        return (known[steps[0]] || []).map((row) => readKnown(row[steps[1]], kind)).filter((cell) => cell !== undefined);
      }
      return readKnown(steps.reduce((value, step) => (value === undefined || value === null ? value : value[step]), known), kind);
    };
  }

  // ---- the page
  const controls = (holder) => Array.from(holder.querySelectorAll('input:enabled,select:enabled,textarea:enabled'))
    .filter((control) => control.name && control.type !== 'hidden');

  function valueOf(holder, kind) {
    if (holder.closest('[hidden]')) return undefined;
    const all = controls(holder);
    if (!all.length) fail('unknown');
    const sets = all.filter((control) => control.type === 'radio' || control.type === 'checkbox');
    const ticked = sets.filter((control) => control.checked).map((control) => control.value);
    if (kind === 'choices') return ticked.length ? ticked : undefined;
    return readTyped(sets.length ? ticked[0] || '' : all[0].value, kind);
  }

  function lookOnPage(root, place) {
    const surroundings = root.querySelector('[data-surroundings]');
    const known = surroundings && JSON.parse(surroundings.dataset.surroundings || '{}');
    const named = (holder, id) => Array.from(holder.querySelectorAll('[data-field="' + id + '"]'));
    const rows = (id) => {
      const group = named(root, id)[0];
      const filled = (row) => controls(row).some((c) => (/radio|checkbox/.test(c.type) ? c.checked : c.value.trim()));
      return group && (group.closest('[hidden]') ? [] : Array.from(group.querySelectorAll('[data-row]')).filter(filled));
    };
    return (path, kind, isColumn, each) => {
      const steps = path.split('.');
      if (each) return each.querySelectorAll ? valueOf(named(each, steps[1])[0], kind) : readKnown(each[steps[1]], kind);
      const row = steps[0] === 'item' && place.closest('[data-row]');
      if (isColumn || kind === 'records') {
        const found = rows(steps[0]);
        if (found && !isColumn) return found;
        if (found) {
          return found.map((each) => valueOf(named(each, steps[1])[0], kind)).filter((cell) => cell !== undefined);
        }
      }
      const holder = row ? named(row, steps.slice(1).join('.'))[0] : named(root, path).find((each) => !each.closest('[data-row]'));
      if (holder) return valueOf(holder, kind);
      if (!known) fail('unknown');
      return lookIn(known)(path, kind, isColumn);
    };
  }

  // Only the choices of what is chosen above; before that, none. Taken out, not hidden: some phones show hidden options.
  const groups = new WeakMap();
  function hang(root, list) {
    if (!groups.has(list)) groups.set(list, Array.from(list.querySelectorAll('optgroup')));
    const above = Array.from(root.querySelectorAll('[name="' + list.dataset.hangsOn + '"]'));
    const chosen = above.map((c) => (c.type === 'radio' && !c.checked ? '' : c.value)).find(Boolean) || '';
    const kept = list.value;
    groups.get(list).forEach((group) => { if (group.dataset.of === chosen) list.append(group); else group.remove(); });
    if (list.value !== kept) list.value = '';
  }

  function refresh(root) {
    const places = Array.from(root.querySelectorAll('[data-when]'));
    root.querySelectorAll('select[data-hangs-on]').forEach((list) => hang(root, list));
    places.forEach((place) => {
      let shown;
      try { shown = evaluate(JSON.parse(place.dataset.when), lookOnPage(root, place)) === true; } catch (error) { return; }
      place.hidden = !shown;
      if (!shown && place.selected) place.parentNode.value = '';
      const inside = Array.from(place.querySelectorAll('input,select,textarea,button'));
      inside.concat(place.matches('option') ? place : []).forEach((control) => {
        control.disabled = Boolean(control.closest('[data-when][hidden]'));
      });
    });
  }

  if (typeof module === 'object') {
    module.exports = { evaluate, lookIn, readTyped, UNIT };
  } else {
    document.querySelectorAll('form').forEach((form) => {
      if (!form.querySelector('[data-when],[data-hangs-on]')) return;
      form.addEventListener('input', () => refresh(form));
      form.addEventListener('change', () => refresh(form));
      refresh(form);
    });
  }
})();
