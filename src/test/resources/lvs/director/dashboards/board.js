// Draws a board of Grafana's JSON with the answers of Prometheus: just enough to see whether the board makes sense.
'use strict';
const COLORS = {green: '#3a8f3a', red: '#d63649', orange: '#e8820c', blue: '#2f6fd0', text: '#6b7278'};
const PALETTE = ['#2f9e44', '#e0a800', '#3b82f6', '#f2711c', '#d63649', '#7048e8', '#0c8599', '#a61e4d', '#5c940d', '#495057'];
const CELL = 30, GAP = 8, WIDTH = 1568;
const NS = 'http://www.w3.org/2000/svg';

function node(parent, name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

function shape(parent, name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

function legend(format, labels) {
  return format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => labels[label] ?? '');
}

function rounded(value) {
  if (value === 0) return '0';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return String(Number(value.toFixed(digits)));
}

function scaled(value, step, names) {
  let i = 0;
  while (Math.abs(value) >= step && i < names.length - 1) { value /= step; i++; }
  return rounded(value) + names[i];
}

function time(seconds) {
  const size = Math.abs(seconds);
  if (size === 0) return '0 s';
  if (size < 0.001) return rounded(seconds * 1e6) + ' µs';
  if (size < 1) return rounded(seconds * 1e3) + ' ms';
  if (size < 60) return rounded(seconds) + ' s';
  if (size < 3600) return rounded(seconds / 60) + ' min';
  return size < 86400 ? rounded(seconds / 3600) + ' h' : rounded(seconds / 86400) + ' d';
}

function shown(value, unit) {
  if (value === undefined || value === null || Number.isNaN(value)) return '';
  switch (unit) {
    case 's': return time(value);
    case 'bytes': return scaled(value, 1024, [' B', ' KiB', ' MiB', ' GiB']);
    case 'Bps': return scaled(value, 1000, [' B/s', ' kB/s', ' MB/s']);
    case 'pps': return scaled(value, 1000, [' p/s', ' kp/s', ' Mp/s']);
    case 'cps': return scaled(value, 1000, [' c/s', ' kc/s', ' Mc/s']);
    case 'percentunit': return rounded(value * 100) + ' %';
    default: return rounded(value);
  }
}

function mapped(mappings, value) {
  for (const mapping of mappings ?? []) {
    const found = mapping.options[String(value)];
    if (found) return found;
  }
  return null;
}

function threshold(defaults, value) {
  let color = 'text';
  for (const step of defaults.thresholds.steps) {
    if (step.value === null || value >= step.value) color = step.color;
  }
  return COLORS[color];
}

/** Every series of a panel: name, labels, points as [seconds, value]. */
function seriesOf(panel, answers) {
  return answers.flatMap((answer, i) => answer.result.map(each => ({
    name: legend(panel.targets[i].legendFormat, each.metric),
    points: (each.values ?? [each.value]).map(([at, value]) => [Number(at), Number(value)]),
  })).sort((a, b) => a.name < b.name ? -1 : 1));
}

function niceStep(span, parts, unit) {
  const raw = span / parts;
  const power = unit === 'bytes' ? 2 ** Math.floor(Math.log2(raw)) : 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map(each => each * power).find(each => each >= raw);
}

/** Points without a gap between them. */
function runs(points) {
  const all = [];
  points.forEach((point, k) => {
    if (k === 0 || point[0] - points[k - 1][0] > 3 * DATA.step) all.push([]);
    all.at(-1).push(point);
  });
  return all;
}

function timeAxis(svg, width, bottom, left) {
  const {from, to} = DATA;
  const x = at => left + (at - from) / (to - from) * (width - left - 4);
  const labels = Math.max(2, Math.floor((width - left) / 110));
  const step = Math.ceil((to - from) / labels / 10) * 10;
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    shape(svg, 'line', {x1: x(at), x2: x(at), y1: 2, y2: bottom, stroke: '#eceeef'});
    shape(svg, 'text', {x: x(at), y: bottom + 13, 'text-anchor': 'middle'}, new Date(at * 1000).toISOString().slice(11, 19));
  }
  return x;
}

function marks(svg, x, bottom, left) {
  for (const at of DATA.marks) {
    if (at > DATA.from && at < DATA.to) {
      shape(svg, 'line', {x1: x(at), x2: x(at), y1: 2, y2: bottom, stroke: '#e8820c', 'stroke-dasharray': '3 3'});
    }
  }
}

function drawTimeseries(body, panel, answers) {
  const series = seriesOf(panel, answers);
  if (!series.length) return empty(body);
  const {defaults} = panel.fieldConfig, {custom} = defaults;
  const width = body.clientWidth, height = body.clientHeight - 34, left = 62, bottom = height - 18;
  const svg = shape(body, 'svg', {width, height});
  if (custom.stacking.mode === 'normal') {
    const sums = new Map();
    for (const each of series) {
      each.base = new Map(each.points.map(([at]) => [at, sums.get(at) ?? 0]));
      each.points = each.points.map(([at, value]) => {
        sums.set(at, (sums.get(at) ?? 0) + value);
        return [at, sums.get(at)];
      });
    }
  }
  const highest = Math.max(...series.flatMap(each => each.points.map(point => point[1]))) || 1;
  const step = niceStep(highest * 1.05, 4, defaults.unit), top = Math.ceil(highest * 1.02 / step) * step;
  const y = value => bottom - value / top * (bottom - 6);
  const x = timeAxis(svg, width, bottom, left);
  for (let value = 0; value <= top * 1.0001; value += step) {
    shape(svg, 'line', {x1: left, x2: width, y1: y(value), y2: y(value), stroke: '#e4e6e8'});
    shape(svg, 'text', {x: left - 5, y: y(value) + 4, 'text-anchor': 'end'}, shown(value, defaults.unit));
  }
  const names = node(body, 'div', undefined, {class: 'legend'});
  series.forEach((each, i) => {
    const color = PALETTE[i % PALETTE.length];
    const stepped = custom.lineInterpolation === 'stepAfter';
    for (const run of runs(each.points)) {
      const corners = [];
      run.forEach(([at, value], k) => {
        if (stepped && k > 0) corners.push([x(at), y(run[k - 1][1])]);
        corners.push([x(at), y(value)]);
      });
      const line = corners.map(([px, py]) => `L${px.toFixed(1)},${py.toFixed(1)}`).join('').replace('L', 'M');
      const floor = each.base
        ? run.map(([at]) => [x(at), y(each.base.get(at))]).reverse()
        : [[corners.at(-1)[0], bottom], [corners[0][0], bottom]];
      shape(svg, 'path', {d: line + floor.map(([px, py]) => `L${px},${py}`).join('') + 'Z', fill: color, opacity: custom.fillOpacity / 100});
      shape(svg, 'path', {d: line, fill: 'none', stroke: color, 'stroke-width': 1.5});
    }
    const name = node(names, 'span');
    node(name, 'i').style.background = color;
    name.append(each.name);
  });
  if (custom.thresholdsStyle.mode === 'line') {
    for (const limit of defaults.thresholds.steps) {
      if (limit.value !== null && limit.value <= top) {
        shape(svg, 'line', {x1: left, x2: width, y1: y(limit.value), y2: y(limit.value), stroke: COLORS[limit.color], 'stroke-dasharray': '6 3'});
      }
    }
  }
  marks(svg, x, bottom, left);
}

function drawStat(body, panel, answers) {
  const series = seriesOf(panel, answers);
  if (!series.length) return empty(body);
  const {defaults} = panel.fieldConfig;
  const tiles = node(body, 'div', undefined, {class: 'tiles'});
  for (const each of series) {
    const value = each.points.at(-1)[1];
    const word = mapped(defaults.mappings, value);
    const color = word ? COLORS[word.color] : threshold(defaults, value);
    const tile = node(tiles, 'div', undefined, {class: 'tile'});
    const filled = panel.options.colorMode === 'background';
    tile.style.background = filled ? color : 'none';
    tile.style.color = filled ? '#fff' : color;
    if (panel.options.graphMode === 'area') sparkline(tile, each.points, color);
    if (panel.options.textMode === 'name') {
      node(tile, 'div', each.name, {class: 'only'});
    } else {
      node(tile, 'div', each.name, {class: 'name'});
      node(tile, 'div', word ? word.text : shown(value, defaults.unit), {class: 'value'});
    }
  }
}

function sparkline(tile, points, color) {
  const width = tile.clientWidth || 100, height = 30;
  const svg = shape(tile, 'svg', {width, height});
  const highest = Math.max(...points.map(point => point[1]), 1e-9);
  const x = at => (at - DATA.from) / (DATA.to - DATA.from) * width;
  const corners = points.map(([at, value]) => `L${x(at).toFixed(1)},${(height - value / highest * (height - 2)).toFixed(1)}`);
  shape(svg, 'path', {d: `M${x(points[0][0])},${height}` + corners.join('') + `L${x(points.at(-1)[0])},${height}Z`, fill: color});
}

function drawTable(body, panel, answers) {
  const rows = new Map(), labels = new Set();
  answers.forEach((answer, i) => {
    for (const each of answer.result) {
      const {__name__, ...own} = each.metric;
      Object.keys(own).forEach(label => labels.add(label));
      const key = JSON.stringify(Object.entries(own).sort());
      if (!rows.has(key)) rows.set(key, {labels: own, values: []});
      rows.get(key).values[i] = Number(each.value[1]);
    }
  });
  if (!rows.size) return empty(body);
  const names = panel.transformations.find(each => each.id === 'organize').options.renameByName;
  const columns = panel.targets.map(target => names['Value #' + target.refId]);
  const unit = column => panel.fieldConfig.overrides.find(each => each.matcher.options === column)
    .properties.find(each => each.id === 'unit').value;
  const table = node(body, 'table'), head = node(table, 'tr');
  [...labels, ...columns].forEach(name => node(head, 'th', name));
  for (const row of [...rows.values()].sort((a, b) => JSON.stringify(a.labels) < JSON.stringify(b.labels) ? -1 : 1)) {
    const line = node(table, 'tr');
    labels.forEach(label => node(line, 'td', row.labels[label] ?? ''));
    columns.forEach((column, i) => {
      const word = i === 0 ? mapped(panel.fieldConfig.defaults.mappings, row.values[i]) : null;
      const cell = node(line, 'td', word ? word.text : shown(row.values[i], unit(column)));
      if (word) { cell.style.background = COLORS[word.color]; cell.style.color = '#fff'; }
    });
  }
}

function drawStates(body, panel, answers) {
  const series = seriesOf(panel, answers);
  if (!series.length) return empty(body);
  const {mappings} = panel.fieldConfig.defaults;
  const width = body.clientWidth, height = body.clientHeight - 2, left = Math.min(210, width * 0.4), bottom = height - 18;
  const svg = shape(body, 'svg', {width, height});
  const x = timeAxis(svg, width, bottom, left);
  const band = Math.min(46, bottom / series.length);
  series.forEach((each, i) => {
    const y = i * band;
    shape(svg, 'text', {x: left - 6, y: y + band / 2 + 4, 'text-anchor': 'end'}, each.name);
    let begin = 0;
    for (let k = 1; k <= each.points.length; k++) {
      const ends = k === each.points.length || each.points[k][1] !== each.points[begin][1]
        || each.points[k][0] - each.points[k - 1][0] > 3 * DATA.step;
      if (ends) {
        const to = k < each.points.length && each.points[k][0] - each.points[k - 1][0] <= 3 * DATA.step ? each.points[k][0] : each.points[k - 1][0];
        const from = each.points[begin][0], word = mapped(mappings, each.points[begin][1]);
        shape(svg, 'rect', {x: x(from), y: y + 2, width: Math.max(1, x(to) - x(from)), height: band - 4, fill: COLORS[word?.color ?? 'text'], opacity: 0.8});
        if (x(to) - x(from) > 50) shape(svg, 'text', {x: x(from) + 5, y: y + band / 2 + 4, style: 'fill:#fff'}, word?.text ?? each.points[begin][1]);
        begin = k;
      }
    }
  });
  marks(svg, x, bottom, left);
}

function empty(body) {
  node(body, 'div', 'No data', {class: 'empty'});
}

const DRAW = {timeseries: drawTimeseries, stat: drawStat, table: drawTable, 'state-timeline': drawStates};

function draw() {
  const {board} = DATA, grid = document.getElementById('grid');
  document.querySelector('h1').textContent = board.title;
  document.querySelector('.description').textContent = board.description;
  document.querySelector('.range').textContent =
    `${new Date(DATA.from * 1000).toISOString().slice(11, 19)} to ${new Date(DATA.to * 1000).toISOString().slice(11, 19)} UTC`;
  for (const [name, value] of Object.entries(DATA.variables)) {
    const item = node(document.querySelector('.bar'), 'span');
    node(item, 'b', name);
    item.append(value);
  }
  let bottom = 0;
  for (const panel of board.panels) {
    const {x, y, w, h} = panel.gridPos, column = WIDTH / 24;
    const frame = node(grid, 'div', undefined, {class: panel.type === 'row' ? 'row' : 'panel'});
    Object.assign(frame.style, {left: `${x * column}px`, top: `${y * (CELL + GAP)}px`, width: `${w * column - GAP}px`, height: `${h * (CELL + GAP) - GAP}px`});
    bottom = Math.max(bottom, (y + h) * (CELL + GAP));
    if (panel.type === 'row') { frame.textContent = '⌄ ' + panel.title; continue; }
    node(frame, 'h2', panel.title);
    DRAW[panel.type](node(frame, 'div', undefined, {class: 'body'}), panel, DATA.answers[panel.id]);
  }
  grid.style.height = `${bottom}px`;
  const titles = [...document.querySelectorAll('.panel')].filter(each => each.querySelector('.empty'))
    .map(each => each.querySelector('h2').textContent);
  document.body.dataset.drawn = 'yes:' + titles.join('|');
}

draw();
