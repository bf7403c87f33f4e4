// How numbers look: the same everywhere on the page.

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const one = new Intl.NumberFormat('en', {minimumFractionDigits: 1, maximumFractionDigits: 1});
const three = new Intl.NumberFormat('en', {minimumFractionDigits: 3, maximumFractionDigits: 3});
const short = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});

export const NONE = '–';

const known = format => value => (value === null || value === undefined || Number.isNaN(value) ? NONE : format(value));

export const count = known(value => whole.format(value));
export const compact = known(value => (Math.abs(value) < 10000 ? whole.format(value) : short.format(value)));
export const rate = known(value => (value > 0 && value < 10 ? one.format(value) : compact(value)));
export const percent = known(value => one.format(100 * value) + ' %');
export const share = known(value => three.format(value));
export const times = known(value => (value >= 100 ? whole : one).format(value) + '×');

export const millis = known(value => {
  if (value < 1000) {
    return whole.format(value) + ' ms';
  }
  return value < 60000 ? one.format(value / 1000) + ' s' : span(value / 1000);
});

export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) {
    return s + ' s';
  }
  return s < 3600 ? Math.floor(s / 60) + ' min ' + (s % 60) + ' s' : Math.floor(s / 3600) + ' h ' + Math.floor((s % 3600) / 60) + ' min';
}

export const bytes = known(value => {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let unit = 0;
  let left = value;
  while (left >= 1024 && unit < units.length - 1) {
    left /= 1024;
    unit++;
  }
  return (unit === 0 || left >= 100 ? whole : one).format(left) + ' ' + units[unit];
});

export const clock = millis => new Date(millis).toLocaleTimeString('en-GB');

/** An element with a class, a text and children. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  made.append(...children);
  return made;
}

/** A table of texts; the first column heads its rows. */
export function table(caption, heads, rows) {
  const head = element('tr', '', ...heads.map(text => {
    const cell = element('th', '', text);
    cell.scope = 'col';
    return cell;
  }));
  const body = rows.map(row => element('tr', '', ...row.map((text, i) => {
    const cell = element(i === 0 ? 'th' : 'td', '', text);
    if (i === 0) {
      cell.scope = 'row';
    }
    return cell;
  })));
  return element('table', '', element('caption', 'hidden', caption), element('thead', '', head), element('tbody', '', ...body));
}

export const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
