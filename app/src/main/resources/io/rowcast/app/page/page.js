// Asks the instance once a second and shows what it answers.

import {blocks} from './blocks.js';
import {histogram, lines, redraw, sparkline} from './charts.js';
import {bytes, compact, count, element, millis, percent, rate, share, span, times} from './format.js';

const INTERVAL_MS = 1000;
const MOST_SAMPLES = 900;
const TOKEN = 'rowcast.token';
const THEME = 'rowcast.theme';
const COLUMNS = ['time', 'events_per_second', 'lag', 'latency_p50_ms', 'latency_p99_ms', 'user_rows', 'item_rows',
  'moves_per_second', 'changes_per_second', 'inside_share', 'objective'];

const byId = id => document.getElementById(id);
const history = Object.fromEntries(COLUMNS.map(name => [name, []]));
let known = {since: 0, view: 0};

// --- asking

class Refused extends Error {}

async function ask(path) {
  const token = sessionStorage.getItem(TOKEN);
  const headers = token ? {Authorization: 'Bearer ' + token} : {};
  const answer = await fetch(path, {headers, cache: 'no-store'});
  if (answer.status === 401) {
    throw new Refused();
  }
  return answer;
}

function askForToken() {
  const section = byId('token-section');
  if (section.hidden) {
    byId('token-error').textContent = sessionStorage.getItem(TOKEN) ? 'That was not the token.' : '';
    section.hidden = false;
    byId('token').focus();
  }
  state('needs the token', 'wait');
}

byId('token-form').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, byId('token').value);
  byId('token').value = '';
  byId('token-section').hidden = true;
  refresh();
});

// --- now

const TILES = [
  {name: 'Events', unit: '/s', value: n => rate(n.events_per_second), note: n => count(n.statistics.events) + ' in all', line: 'events_per_second', color: 'ink'},
  {name: 'Lag', unit: '', value: n => compact(n.lag_interactions === null ? null : n.lag_interactions + n.lag_in_flight),
    note: n => count(n.lag_interactions) + ' events, ' + count(n.lag_in_flight) + ' in flight', line: 'lag', color: 'ink'},
  {name: 'Latency', unit: '', value: n => millis(lastKnown('latency_p50_ms')), note: n => millis(lastKnown('latency_p99_ms')) + ' at 99 %' + (n.latency_p50_ms === null ? ', when last measured' : ''), line: 'latency_p50_ms', color: 'ink'},
  {name: 'Rows in use', unit: '', value: n => percent((n.statistics.user_rows + n.statistics.item_rows) / (2 * n.statistics.rows)),
    note: n => count(n.statistics.user_rows) + ' + ' + count(n.statistics.item_rows) + ' of ' + count(n.statistics.rows), line: 'user_rows', color: 'users'},
  {name: 'Inside share', unit: '', value: n => share(n.inside_share), note: n => 'objective ' + share(n.statistics.objective), line: 'inside_share', color: 'users'},
  {name: 'Moves', unit: '/s', value: n => rate(n.moves_per_second), note: n => rate(n.changes_per_second) + ' rows changed /s', line: 'moves_per_second', color: 'items'},
];

function lastKnown(column) {
  const values = history[column];
  for (let i = values.length - 1; i >= 0; i--) {
    if (values[i] !== null) {
      return values[i];
    }
  }
  return null;
}

for (const tile of TILES) {
  tile.shown = element('span', 'value', '–');
  tile.noted = element('span', 'muted note', ' ');
  tile.plot = element('div', 'spark');
  tile.plot.setAttribute('aria-hidden', 'true');
  byId('tiles').append(element('div', 'card tile', element('dt', '', tile.name),
    element('dd', '', tile.shown, element('span', 'unit', tile.unit), tile.noted, tile.plot)));
  tile.draw = sparkline(tile.plot, tile.color);
}

const FACTS = [
  ['users', 'Users', n => count(n.statistics.users)],
  ['items', 'Items', n => count(n.statistics.items)],
  ['edges', 'Edges', n => count(n.statistics.edges)],
  ['events', 'Events', n => count(n.statistics.events)],
  ['unchanged', 'of these unchanged', n => count(n.statistics.unchanged)],
  ['dead_letters', 'Dead letters', n => count(n.statistics.dead_letters)],
  ['rows', 'Rows a side', n => count(n.statistics.rows)],
  ['balance', 'Largest volume', n => times(n.statistics.largest_user_volume) + ' and ' + times(n.statistics.largest_item_volume) + ' the mean'],
  ['resolution', 'Resolution R', n => (n.statistics.resolution).toFixed(1)],
  ['moves', 'Moves', n => count(n.statistics.user_moves + n.statistics.item_moves)],
  ['mappings', 'Mappings published', n => count(n.statistics.mappings)],
  ['sweeps', 'Sweeps', n => count(n.statistics.sweeps) + (n.statistics.settled ? ', settled' : '')],
  ['sweep', 'Present sweep', n => percent(n.user_sweep) + ' and ' + percent(n.item_sweep)],
  ['labels', 'Label table', n => bytes(n.label_table_bytes) + ', ' + count(n.label_table_lag) + ' behind'],
  ['version', 'Version', n => (n.version === null ? 'none yet' : count(n.version) + ', ' + span((n.time - n.version_created) / 1000) + ' old')],
];

const facts = FACTS.map(([field, name, value]) => {
  const shown = element('dd', '', '–');
  shown.dataset.field = field;
  byId('facts').append(element('div', '', element('dt', '', name), shown));
  return now => {
    shown.textContent = value(now);
  };
});

// --- charts

let rowsPerSide = 0;
const zero = (plot, low, high) => [0, high > 0 ? high * 1.08 : 1];
const charts = [
  [lines(byId('chart-throughput'), [
    {name: 'events/s', color: 'users', format: rate, scale: 'y', filled: true},
    {name: 'lag', color: 'items', format: compact, scale: 'lag'},
  ], {y: {format: compact, range: zero}, lag: {format: compact, range: zero}}), ['events_per_second', 'lag']],
  [lines(byId('chart-latency'), [
    {name: 'median', color: 'users', format: millis, scale: 'y', spans: true},
    {name: '99 %', color: 'items', format: millis, scale: 'y', spans: true},
  ], {y: {format: millis, range: zero}}), ['latency_p50_ms', 'latency_p99_ms']],
  [lines(byId('chart-quality'), [
    {name: 'inside share', color: 'users', format: share, scale: 'y'},
    {name: 'objective', color: 'items', format: share, scale: 'y'},
  ], {y: {format: v => v.toFixed(2), range: zero}}), ['inside_share', 'objective']],
  [lines(byId('chart-moves'), [
    {name: 'moves/s', color: 'users', format: rate, scale: 'y', filled: true},
    {name: 'rows changed/s', color: 'items', format: rate, scale: 'y'},
  ], {y: {format: compact, range: zero}}), ['moves_per_second', 'changes_per_second']],
  [lines(byId('chart-rows'), [
    {name: 'user rows', color: 'users', format: count, scale: 'y'},
    {name: 'item rows', color: 'items', format: count, scale: 'y', dash: [5, 3]},
  ], {y: {format: compact, range: (plot, low, high) => [0, Math.max(1, rowsPerSide * 1.05, high ?? 0)]}}), ['user_rows', 'item_rows']],
];
const drawVolumes = histogram(byId('volumes'), byId('volumes-legend'), byId('volumes-table'));
const picture = blocks(byId('blocks'), byId('blocks-scale'), byId('blocks-readout'), byId('blocks-most'), byId('blocks-table'));

// --- the loop

function state(text, kind) {
  if (byId('state').textContent !== text) {
    byId('state').textContent = text;
  }
  byId('state-dot').className = 'dot ' + kind;
}

function take(overview) {
  for (const name of COLUMNS) {
    const column = history[name];
    column.push(...overview.samples[name]);
    column.splice(0, Math.max(0, column.length - MOST_SAMPLES));
  }
  known.since = history.time.at(-1) ?? known.since;
  byId('application').textContent = overview.application;
  byId('release').textContent = 'Rowcast ' + overview.release;
  state(overview.state, overview.ready ? 'good' : 'wait');
  showRestore(overview.restore);
  const now = overview.now;
  if (now) {
    rowsPerSide = now.statistics.rows;
    const seconds = history.time.map(time => time / 1000);
    TILES.forEach(tile => {
      tile.shown.textContent = tile.value(now);
      tile.noted.textContent = tile.note(now);
      tile.draw(seconds, history[tile.line]);
    });
    facts.forEach(show => show(now));
    charts.forEach(([draw, columns]) => draw([seconds, ...columns.map(name => history[name])]));
  }
  if (overview.view) {
    known.view = overview.view.time;
    drawVolumes(overview.view.volumes);
    picture.show(overview.view.blocks);
  }
}

function showRestore(restore) {
  byId('restore').hidden = !restore;
  if (restore) {
    byId('restore-bar').value = restore.share;
    byId('restore-text').textContent = percent(restore.share) + ': ' + count(restore.restored) + ' of ' + count(restore.total) + ' records'
      + (restore.seconds_left === null ? '' : ', about ' + span(restore.seconds_left) + ' left');
  }
}

async function refresh() {
  try {
    const answer = await ask('v1/overview?since=' + known.since + '&view=' + known.view);
    take(await answer.json());
  } catch (problem) {
    if (problem instanceof Refused) {
      askForToken();
    } else {
      state('does not answer', 'bad');
    }
  }
}

let timer = null;
async function loop() {
  clearTimeout(timer);
  if (!document.hidden && byId('token-section').hidden) {
    await refresh();
  }
  timer = setTimeout(loop, INTERVAL_MS);
}
document.addEventListener('visibilitychange', () => document.hidden || loop());

// --- looking up

function answered(pairs, ...more) {
  const list = element('dl', 'pairs', ...pairs.map(([name, value]) => element('div', '', element('dt', '', name), element('dd', '', value))));
  byId('lookup-answer').replaceChildren(list, ...more);
}

function vertex(found) {
  const pairs = [['Row', count(found.row) + (found.generation ? ', generation ' + found.generation : '')]];
  if (found.secondary !== null && found.secondary !== undefined) {
    pairs.push(['Second row', count(found.secondary) + (found.secondary_generation ? ', generation ' + found.secondary_generation : '')]);
  }
  pairs.push(['Degree', count(found.degree)], ['Inside share', share(found.inside_share)], ['It is', found.from],
    ['Since', found.since ? new Date(found.since).toLocaleString('en-GB') : '–'], ['Answered by', 'the ' + found.store + ' store']);
  answered(pairs);
}

function row(found) {
  const side = part => count(part.volume) + ', ' + count(part.members) + ' members' + ', generation ' + part.generation;
  const more = [];
  const list = (title, entries) => {
    if (entries.length) {
      more.push(element('h3', '', title), element('ul', 'chips', ...entries.map(text => element('li', '', text))));
    }
  };
  list('Most connected items', found.top_items.slice(0, 12).map(item => item.id + ' · ' + count(item.degree)));
  list('Neighbours', found.neighbours.slice(0, 12).map(other => 'row ' + count(other.row) + ' · ' + count(other.edges)));
  list('Members exchanged of late', found.exchanges.slice(0, 12).map(other => 'row ' + count(other.row)
    + ' · +' + count(other.users_in + other.items_in) + ' −' + count(other.users_out + other.items_out)));
  answered([['User volume', side(found.users)], ['Item volume', side(found.items)]], ...more);
}

byId('lookup-kind').addEventListener('change', () => {
  byId('lookup-id').placeholder = byId('lookup-kind').value === 'rows' ? 'number' : 'id';
});
byId('lookup-form').addEventListener('submit', async event => {
  event.preventDefault();
  const kind = byId('lookup-kind').value;
  try {
    const answer = await ask('v1/' + kind + '/' + encodeURIComponent(byId('lookup-id').value.trim()));
    const body = await answer.json();
    if (answer.ok) {
      (kind === 'rows' ? row : vertex)(body);
    } else {
      byId('lookup-answer').replaceChildren(element('p', 'bad', body.detail));
    }
  } catch (problem) {
    if (problem instanceof Refused) {
      askForToken();
    } else {
      byId('lookup-answer').replaceChildren(element('p', 'bad', 'The instance does not answer.'));
    }
  }
});

// --- light and dark

const preference = matchMedia('(prefers-color-scheme: dark)');

function theme() {
  const chosen = localStorage.getItem(THEME);
  const dark = chosen ? chosen === 'dark' : preference.matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  byId('theme').setAttribute('aria-pressed', String(dark));
  redraw();
  picture.draw();
}

byId('theme').addEventListener('click', () => {
  localStorage.setItem(THEME, document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
  theme();
});
preference.addEventListener('change', theme);
theme();
loop();
