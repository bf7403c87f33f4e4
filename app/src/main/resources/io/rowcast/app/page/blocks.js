// The picture of the co-clustering: one cell for each bin of rows of the users and of the items.

import {color, count, percent, table, times} from './format.js';

const LIGHT = [[244, 244, 240], [173, 196, 240], [47, 95, 208], [18, 30, 84]];
const DARK = [[29, 32, 39], [38, 60, 122], [98, 143, 245], [232, 240, 255]];

function ramp(t) {
  const stops = color('scheme') === 'dark' ? DARK : LIGHT;
  const at = Math.max(0, Math.min(1, t)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  return stops[i].map((from, c) => Math.round(from + (stops[i + 1][c] - from) * (at - i)));
}

export function blocks(canvas, scale, readout, most, details) {
  let view = null;
  let at = null;
  let ofUsers = [];
  let ofItems = [];

  /** The shares of the edges that each bin has on either side, which volumes are only if vertices weigh their degrees. */
  function addUp() {
    ofUsers = new Array(view.bins).fill(0);
    ofItems = new Array(view.bins).fill(0);
    for (let i = 0; i < view.bins; i++) {
      for (let j = 0; j < view.bins; j++) {
        ofUsers[i] += view.cells[i * view.bins + j];
        ofItems[j] += view.cells[i * view.bins + j];
      }
    }
  }

  /** How many times as full a block is as if edges fell by chance; null where nothing could fall. */
  const lift = (i, j) => {
    const expected = ofUsers[i] * ofItems[j];
    return expected > 0 ? view.cells[i * view.bins + j] / expected : null;
  };
  const tone = value => (value === null || value <= 1 ? 0 : Math.log(value) / Math.log(view.bins));

  function draw() {
    if (!view) {
      return;
    }
    const image = new ImageData(view.bins, view.bins);
    for (let i = 0; i < view.bins; i++) {
      for (let j = 0; j < view.bins; j++) {
        const value = lift(i, j);
        const [r, g, b] = ramp(tone(value));
        image.data.set([r, g, b, value === null ? 90 : 255], 4 * (i * view.bins + j));
      }
    }
    canvas.width = view.bins;
    canvas.height = view.bins;
    canvas.getContext('2d').putImageData(image, 0, 0);
    const steps = 64;
    scale.width = steps;
    scale.height = 1;
    const strip = new ImageData(steps, 1);
    for (let i = 0; i < steps; i++) {
      strip.data.set([...ramp(i / (steps - 1)), 255], 4 * i);
    }
    scale.getContext('2d').putImageData(strip, 0, 0);
    most.textContent = view.bins + ' times that';
    tell();
  }

  function tell() {
    // Read out where a key or the pointer has gone, but not whenever there are new numbers.
    readout.setAttribute('aria-live', at === null ? 'off' : 'polite');
    if (!view || view.pairs === 0) {
      readout.textContent = 'No whole sweep of the items has been done here yet.';
    } else if (at === null) {
      let diagonal = 0;
      for (let i = 0; i < view.bins; i++) {
        diagonal += view.cells[i * view.bins + i];
      }
      readout.textContent = percent(diagonal) + ' of the edges on the diagonal, by a sample of ' + count(view.pairs) + ' pairs of rows';
    } else {
      const [i, j] = at;
      readout.textContent = 'user rows ' + name(i) + ', item rows ' + name(j) + ': ' + percent(view.cells[i * view.bins + j]) + ' of the edges, ' + times(lift(i, j));
    }
  }

  /** Places of the rows of a bin in the order of volume. */
  function name(bin) {
    let first = 1;
    for (let i = 0; i < bin; i++) {
      first += view.rows[i];
    }
    const last = first + view.rows[bin] - 1;
    return last < first ? 'none' : last === first ? count(first) : count(first) + '–' + count(last);
  }

  function fill() {
    if (!view) {
      return;
    }
    const rows = [];
    for (let i = 0; i < view.bins; i++) {
      if (view.rows[i] > 0) {
        rows.push([name(i), count(view.rows[i]), percent(view.user_shares[i]), percent(view.item_shares[i]),
          percent(view.cells[i * view.bins + i]), times(lift(i, i))]);
      }
    }
    details.querySelector('.scroll').replaceChildren(
      table('Bins of rows', ['rows by volume', 'rows', 'of the users', 'of the items', 'of the edges, within', 'of chance'], rows));
  }

  canvas.addEventListener('pointermove', event => {
    if (view) {
      const box = canvas.getBoundingClientRect();
      const place = (value, size) => Math.max(0, Math.min(view.bins - 1, Math.floor((value / size) * view.bins)));
      at = [place(event.clientY - box.top, box.height), place(event.clientX - box.left, box.width)];
      tell();
    }
  });
  canvas.addEventListener('pointerleave', () => {
    at = null;
    tell();
  });
  canvas.addEventListener('keydown', event => {
    const step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[event.key];
    if (view && step) {
      event.preventDefault();
      const from = at ?? [0, 0];
      at = [0, 1].map(k => Math.max(0, Math.min(view.bins - 1, from[k] + (at ? step[k] : 0))));
      tell();
    } else if (event.key === 'Escape') {
      at = null;
      tell();
    }
  });
  details.addEventListener('toggle', () => details.open && fill());
  tell();
  return {
    show(next) {
      view = next;
      addUp();
      draw();
      if (details.open && !details.contains(document.activeElement)) {
        fill();
      }
    },
    draw,
  };
}
