// Lines over time, sparklines and the histogram, drawn by uPlot.

import {clock, color, compact, count, element, table} from './format.js';

const FONT = '11px system-ui, sans-serif';
const HEIGHT = 150;
const LEAST_HISTOGRAM = 230;
const TABLE_ROWS = 12;
const cursors = uPlot.sync('time');
const all = [];

function axis(format, more) {
  return Object.assign({
    stroke: () => color('muted'),
    font: FONT,
    grid: {stroke: () => color('line'), width: 1},
    ticks: {show: false},
    size: 48,
    gap: 6,
    values: (plot, values) => values.map(format),
  }, more);
}

function height(node, least) {
  return Math.max(least, Math.floor(node.clientHeight));
}

function width(node) {
  return Math.max(80, Math.floor(node.clientWidth));
}

/** Follows the size of a node; returns how to draw anew, as after a change of theme. */
function hold(node, make, tall = plot => plot.height) {
  let plot = null;
  const draw = () => {
    if (plot) {
      plot.destroy();
    }
    plot = make();
  };
  all.push(draw);
  draw();
  new ResizeObserver(() => {
    if (plot.width !== width(node) || plot.height !== tall(plot)) {
      plot.setSize({width: width(node), height: tall(plot)});
    }
  }).observe(node);
  return {get plot() { return plot; }, draw};
}

/** Draws everything anew, in the colours of the present theme. */
export function redraw() {
  all.forEach(draw => draw());
}

/**
 * A chart with lines over time.
 *
 * @param lines name, colour variable, format, scale, and whether the area below is filled
 */
export function lines(section, lines, scales) {
  const legend = element('div', 'legend');
  const values = lines.map(line => {
    const value = element('b', '');
    const key = element('span', 'key ' + line.color);
    key.setAttribute('aria-hidden', 'true');
    legend.append(element('span', 'entry', key, line.name + ' ', value));
    return value;
  });
  const node = element('div', 'plot');
  const scroll = element('div', 'scroll');
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'region');
  const title = section.querySelector('h2').textContent;
  scroll.setAttribute('aria-label', 'Table of ' + title);
  const details = element('details', '', element('summary', '', 'As a table'), scroll);
  section.append(legend, node, details);
  node.setAttribute('role', 'img');
  node.setAttribute('aria-label', title + ' over the last minutes; the table below has the numbers');
  let data = [[], ...lines.map(() => [])];

  const show = at => lines.forEach((line, i) => {
    const column = data[i + 1];
    let index = at ?? column.length - 1;
    while (line.spans && index > 0 && column[index] === null) {
      index--;
    }
    values[i].textContent = line.format(column[index]);
  });
  const used = [...new Set(lines.map(line => line.scale))];
  const options = () => ({
    width: width(node),
    height: HEIGHT,
    legend: {show: false},
    cursor: {sync: {key: cursors.key}, points: {size: 6}, drag: {x: false, y: false}},
    padding: [8, used.length > 1 ? 0 : 10, 0, 0],
    scales: {x: {time: true}, ...Object.fromEntries(used.map(name => [name, {range: scales[name].range}]))},
    axes: [
      axis(null, {values: (plot, splits) => splits.map(s => clock(1000 * s).slice(0, splits.at(-1) - splits[0] < 300 ? 8 : 5)), grid: {show: false}, space: 80, size: 26}),
      ...used.map((name, i) => axis(scales[name].format, {scale: name, side: i === 0 ? 3 : 1, grid: {show: i === 0, stroke: () => color('line')}, space: 36})),
    ],
    series: [{}, ...lines.map(line => ({
      scale: line.scale,
      stroke: () => color(line.color),
      fill: line.filled ? () => color(line.color + '-soft') : undefined,
      width: 1.5,
      dash: line.dash,
      spanGaps: Boolean(line.spans),
      points: {show: false},
    }))],
    hooks: {setCursor: [plot => show(plot.cursor.idx ?? undefined)]},
  });
  const held = hold(node, () => new uPlot(options(), data, node));

  const fill = () => {
    const step = Math.max(1, Math.floor(data[0].length / TABLE_ROWS));
    const rows = [];
    for (let i = data[0].length - 1; i >= 0; i -= step) {
      rows.push([clock(1000 * data[0][i]), ...lines.map((line, c) => line.format(data[c + 1][i]))]);
    }
    scroll.replaceChildren(table(title, ['time', ...lines.map(line => line.name)], rows));
  };
  details.addEventListener('toggle', () => details.open && fill());
  return columns => {
    data = columns;
    held.plot.setData(data);
    if (held.plot.cursor.idx === null || held.plot.cursor.idx === undefined) {
      show();
    }
    if (details.open && !details.contains(document.activeElement)) {
      fill();
    }
  };
}

/** A small line without axes. */
export function sparkline(node, name) {
  let data = [[], []];
  const held = hold(node, () => new uPlot({
    width: width(node),
    height: 30,
    legend: {show: false},
    cursor: {show: false},
    padding: [3, 0, 1, 0],
    axes: [{show: false}, {show: false}],
    scales: {x: {time: false}, y: {range: (plot, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * 1.05 : 1]}},
    series: [{}, {stroke: () => color(name), fill: () => color(name + '-soft'), width: 1.25, points: {show: false}, spanGaps: true}],
  }, data, node));
  return (x, y) => {
    data = [x, y];
    held.plot.setData(data);
  };
}

/** The histogram of volumes: both sides beside each other in each bin. */
export function histogram(node, legend, details) {
  let data = [[0], [0], [0]];
  let volumes = null;
  legend.replaceChildren(
    element('span', 'entry', element('span', 'key users'), 'user rows'),
    element('span', 'entry', element('span', 'key items'), 'item rows'),
    element('span', 'entry readout', ''));
  const readout = legend.lastElementChild;
  node.setAttribute('role', 'img');
  node.setAttribute('aria-label', 'How many rows have which multiple of the mean volume; the table below has the numbers');
  const label = value => (value < 1 ? '1/' + Math.round(1 / value) : String(Math.round(value))) + '×';
  const name = bin => {
    const text = value => (value >= 10 ? value.toFixed(0) : value.toPrecision(2)) + '×';
    const edges = volumes.edges;
    return bin === 0 ? 'below ' + text(edges[0]) : bin === edges.length ? text(edges[bin - 1]) + ' or more' : text(edges[bin - 1]) + ' to ' + text(edges[bin]);
  };
  const bars = offset => (plot, seriesIndex, from, to) => {
    const paths = new Path2D();
    const at = (value, scale) => plot.valToPos(value, scale, true);
    const wide = Math.max(1, (at(1, 'x') - at(0, 'x')) * 0.36);
    const zero = at(0, 'y');
    for (let i = from; i <= to; i++) {
      const value = plot.data[seriesIndex][i];
      if (value > 0) {
        // However few they are, they are to be seen.
        const top = Math.min(zero - 1, at(value, 'y'));
        paths.rect(at(i, 'x') + offset * wide - wide / 2, top, wide, zero - top);
      }
    }
    return {fill: paths, stroke: null, clip: null, flags: 2};
  };
  const held = hold(node, () => new uPlot({
    width: width(node),
    height: height(node, LEAST_HISTOGRAM),
    legend: {show: false},
    cursor: {y: false, points: {show: false}, drag: {x: false, y: false}},
    padding: [8, 10, 0, 0],
    scales: {x: {time: false, range: () => [-0.7, data[0].length - 0.3]}, y: {range: (plot, low, high) => [0, Math.max(1, high * 1.08)]}},
    axes: [
      axis(null, {
        grid: {show: false},
        size: 28,
        // Bin 1 begins at the first bound, a sixty-fourth; four bins on it is four times as much.
        splits: () => data[0].filter(bin => bin % 4 === 1),
        values: (plot, splits) => splits.map(bin => (volumes && bin <= volumes.edges.length ? label(volumes.edges[bin - 1]) : '')),
      }),
      axis(compact, {space: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6]}),
    ],
    series: [{}, {fill: () => color('users'), paths: bars(-0.52), points: {show: false}}, {fill: () => color('items'), paths: bars(0.52), points: {show: false}}],
    hooks: {setCursor: [plot => tell(plot.cursor.idx)]},
  }, data, node), () => height(node, LEAST_HISTOGRAM));

  function tell(bin) {
    if (volumes) {
      readout.textContent = bin === null || bin === undefined
        ? count(volumes.empty_users) + ' + ' + count(volumes.empty_items) + ' empty'
        : name(bin) + ' the mean: ' + count(data[1][bin]) + ' + ' + count(data[2][bin]);
    }
  }

  function fill() {
    if (volumes) {
      const rows = data[0].filter(bin => data[1][bin] + data[2][bin] > 0).map(bin => [name(bin), count(data[1][bin]), count(data[2][bin])]);
      rows.unshift(['empty', count(volumes.empty_users), count(volumes.empty_items)]);
      details.querySelector('.scroll').replaceChildren(table('Rows by volume', ['of the mean', 'user rows', 'item rows'], rows));
    }
  }

  details.addEventListener('toggle', () => details.open && fill());
  return next => {
    volumes = next;
    data = [volumes.users.map((value, i) => i), volumes.users, volumes.items];
    held.plot.setData(data);
    tell(held.plot.cursor.idx);
    if (details.open && !details.contains(document.activeElement)) {
      fill();
    }
  };
}
