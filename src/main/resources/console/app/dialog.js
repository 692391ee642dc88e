/** A question that is asked once: what will happen, what to give with it, and what became of it. */

import { Refused } from './api.js';
import { h, patch } from './dom.js';

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {'text'|'number'|'password'|'select'|'check'} kind
 * @property {string|number|boolean} [value] at the beginning
 * @property {[string, string][]} [choices] value and words, of a select
 * @property {string} [hint]
 * @property {(values: object) => boolean} [shown] where it has a meaning only with what else was given
 * @property {object} [attributes] of the input
 *
 * @typedef {object} Question
 * @property {string} title
 * @property {(values: object) => (Node|string)[]} [says] what will happen, told anew when a field changes
 * @property {Field[]} [fields]
 * @property {string} verb on the button that does it
 * @property {boolean} [grave] it takes something away from users
 * @property {(values: object) => Promise<string>} run answers with what was done; empty closes the dialog
 */

/**
 * @param {Question} question
 * @returns {Promise<boolean>} whether it was done
 */
export function ask(question) {
  const dialog = new Dialog(question);
  document.body.append(dialog.element);
  dialog.element.showModal();
  return dialog.end;
}

class Dialog {
  constructor(question) {
    this.question = question;
    this.done = false;
    this.inputs = new Map();
    this.labels = new Map();
    this.says = h('div.says');
    this.answer = h('p.answer', { role: 'status' });
    this.act = h('button.primary', { type: 'submit', class: question.grave ? 'grave' : '' }, question.verb);
    this.leave = h('button', { type: 'button', on: { click: () => this.element.close() } }, 'Cancel');
    this.element = this.build();
    this.end = new Promise((resolve) => {
      this.element.addEventListener('close', () => {
        this.element.remove();
        resolve(this.done);
      });
    });
    this.tell();
  }

  build() {
    const form = h('form', { on: { submit: (event) => this.submit(event), input: () => this.tell(), change: () => this.tell() } },
      h('h2', { id: 'dialog-title' }, this.question.title),
      this.says,
      (this.question.fields ?? []).map((field) => this.field(field)),
      this.answer,
      h('div.buttons', this.leave, this.act));
    return h('dialog.ask', {
      'aria-labelledby': 'dialog-title', tabindex: '-1',
      on: { cancel: (event) => this.stay(event), keydown: (event) => event.key === 'Escape' && this.stay(event) },
    }, form);
  }

  field(field) {
    const input = inputOf(field);
    this.inputs.set(field.name, input);
    const hint = field.hint ? h('span.hint', { id: `hint-${field.name}` }, field.hint) : null;
    if (hint) input.setAttribute('aria-describedby', hint.id);
    const label = field.kind === 'check' ? h('label.field.check', input, h('span', field.label, hint ? ' ' : null, hint))
      : h('label.field', h('span.field-label', field.label), input, hint);
    this.labels.set(field, label);
    return label;
  }

  values() {
    return Object.fromEntries([...this.inputs].map(([name, input]) => [name, input.type === 'checkbox' ? input.checked : input.value.trim()]));
  }

  tell() {
    const values = this.values();
    for (const [field, label] of this.labels) label.hidden = field.shown ? !field.shown(values) : false;
    const lines = this.question.says?.(values) ?? [];
    patch(this.says, lines.map((line) => (line instanceof Node ? line : h('p', line))));
  }

  async submit(event) {
    event.preventDefault();
    if (this.done) return this.element.close();
    this.busy(true);
    try {
      this.finish(await this.question.run(this.values()));
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.say(refused.unsure ? 'unsure' : 'bad', refused.message);
    } finally {
      this.busy(false);
    }
    return undefined;
  }

  finish(text) {
    this.done = true;
    if (!text) return this.element.close();
    this.say('good', text);
    for (const input of this.inputs.values()) input.disabled = true;
    this.leave.hidden = true;
    this.act.classList.remove('grave');
    this.act.textContent = 'Close';
    return this.act.focus();
  }

  /** What was asked of the director is not taken back by looking away. */
  stay(event) {
    if (this.act.disabled) event.preventDefault();
  }

  busy(is) {
    this.act.disabled = is;
    this.leave.disabled = is;
    this.element.classList.toggle('busy', is);
    if (is) {
      this.say('', 'Asking the director …');
      this.element.focus();
    } else if (!this.done) {
      this.act.focus();
    }
  }

  say(level, text) {
    this.answer.className = `answer ${level}`;
    this.answer.textContent = text;
  }
}

function inputOf(field) {
  const common = { name: field.name, ...field.attributes };
  if (field.kind === 'select') {
    return h('select', common, field.choices.map(([value, words]) => h('option', { value, selected: value === field.value }, words)));
  }
  if (field.kind === 'check') return h('input', { type: 'checkbox', checked: field.value === true, ...common });
  return h('input', { type: field.kind, value: field.value ?? '', autocomplete: 'off', ...common });
}
