/**
 * What there is to see of each subject: topics, each of one or more plots with one unit. Names are those of the archives'
 * data sources.
 *
 * @typedef {{name: string, label: string}} Line
 * @typedef {object} Plot
 * @property {string} label
 * @property {string} unit
 * @property {Line[]} lines
 * @property {string[]} [words] for states: the word of each value from 0
 * @property {boolean} [steps] values hold until they change
 *
 * @typedef {object} Topic
 * @property {string} id as the picture's address has it
 * @property {string} label
 * @property {Plot[]} plots
 * @property {{label: string, unit: string, name: string}[]} [stacks] the same by real server
 */

const line = (name, label = name) => ({ name, label });
const plot = (label, unit, lines, more = {}) => ({ label, unit, lines, ...more });

const CONNECTIONS = {
  id: 'connections', label: 'Connections',
  plots: [
    plot('New connections', '/s', [line('connections', 'new')]),
    plot('Open connections', '', [line('active'), line('inactive'), line('persistent', 'by persistence')]),
  ],
  stacks: [{ label: 'New connections by server', unit: '/s', name: 'connections' }, { label: 'Active connections by server', unit: '', name: 'active' }],
};
const TRAFFIC = {
  id: 'traffic', label: 'Traffic',
  plots: [plot('Bytes', 'B/s', [line('in_bytes', 'in'), line('out_bytes', 'out')])],
  stacks: [{ label: 'In, by server', unit: 'B/s', name: 'in_bytes' }, { label: 'Out, by server', unit: 'B/s', name: 'out_bytes' }],
};
const PACKETS = {
  id: 'packets', label: 'Packets',
  plots: [plot('Packets', '/s', [line('in_packets', 'in'), line('out_packets', 'out')])],
  stacks: [{ label: 'In, by server', unit: '/s', name: 'in_packets' }, { label: 'Out, by server', unit: '/s', name: 'out_packets' }],
};

/** @type {Object<string, Topic[]>} by subject */
export const TOPICS = {
  SERVICE: [CONNECTIONS, TRAFFIC, PACKETS, {
    id: 'servers', label: 'Servers',
    plots: [
      plot('Servers', '', [line('servers_up', 'up'), line('servers', 'configured')], { steps: true }),
      plot('Weight in service', '', [line('weight_up', 'weight')], { steps: true }),
    ],
  }],
  SERVER: [CONNECTIONS, TRAFFIC, PACKETS, {
    id: 'health', label: 'Health',
    plots: [
      plot('State', '', [line('up', 'state')], { steps: true, words: ['down', 'up'] }),
      plot('Weight', '', [line('weight')], { steps: true }),
      plot('Checks take', 's', [line('check_latency', 'slowest check')]),
    ],
  }].map(withoutStacks),
  ROUTER: [{
    id: 'state', label: 'State',
    plots: [
      plot('State', '', [line('state')], { steps: true, words: ['INIT', 'BACKUP', 'MASTER', 'FAULT'] }),
      plot('Priority', '', [line('priority')], { steps: true }),
      plot('Advertisements', '/s', [line('adverts_sent', 'sent'), line('adverts_received', 'received')]),
      plot('Masters seen', '', [line('masters_seen', 'masters')], { steps: true }),
    ],
  }],
  DIRECTOR: [
    withoutStacks({ ...TRAFFIC, plots: [...TRAFFIC.plots, ...CONNECTIONS.plots.map(directorConnections)] }),
    {
      id: 'lateness', label: 'Lateness',
      plots: [
        plot('Advertisements late', 's', [line('advert_late_p99', '99 % within'), line('advert_late_max', 'latest')]),
        plot('Checks late', 's', [line('check_late_p99', '99 % within')]),
      ],
    },
    {
      id: 'machine', label: 'Machine',
      plots: [
        plot('Processor', ' cores', [line('cpu', 'used')]), plot('Heap', 'B', [line('heap', 'used')]),
        plot('Checks', '/s', [line('checks', 'run')]), plot('Waiting', '', [line('events_queued', 'events'), line('mail_queued', 'mails')]),
      ],
    },
  ],
};

function withoutStacks({ stacks, ...topic }) {
  return topic;
}

/** Totals know no inactive and persistent connections. */
function directorConnections(each) {
  return { ...each, lines: each.lines.slice(0, 1) };
}

/** The buttons: seconds to see. */
export const SPANS = [['hour', 3600], ['day', 86_400], ['week', 7 * 86_400], ['month', 31 * 86_400], ['year', 366 * 86_400]];
