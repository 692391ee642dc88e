/** Who looks at the pages, and what they may do. */

import { get, hasCredentials, useCredentials } from './api.js';
import { ask } from './dialog.js';
import { h, patch } from './dom.js';
import { icon } from './icons.js';

export class Session {
  /** @param {() => void} changed somebody came or went */
  constructor(changed) {
    this.changed = changed;
    this.about = { name: '', user: null, operator: false, canOperate: false, needsLogin: false };
    this.element = h('div.session');
    this.show();
  }

  /** Asks who we are; wrong credentials from an earlier visit are forgotten. */
  async begin() {
    try {
      await this.load();
    } catch (refused) {
      if (refused.status !== 401) throw refused;
      useCredentials('', '');
      await this.load().catch((again) => this.closedDoor(again));
    }
  }

  async load() {
    this.about = await get('session');
    this.show();
  }

  /** Somewhere else than on loopback everything needs a password, this question too. */
  closedDoor(refused) {
    if (refused.status !== 401) throw refused;
    this.about = { ...this.about, canOperate: true, needsLogin: true };
    this.show();
  }

  get mustSignIn() {
    return this.about.needsLogin && !this.about.user;
  }

  /** @returns {Promise<boolean>} whether the reader may operate now */
  async operator() {
    if (this.about.operator) return true;
    if (!this.about.canOperate) {
      await this.onlyLooking();
      return false;
    }
    return this.signIn();
  }

  async signIn() {
    const done = await ask({
      title: `Sign in${this.about.name ? ` to ${this.about.name}` : ''}`,
      says: () => ['Reading needs no password here; changing something does.'].slice(this.about.needsLogin ? 1 : 0),
      fields: [
        { name: 'user', label: 'User', kind: 'text', attributes: { required: true, autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' } },
        { name: 'password', label: 'Password', kind: 'password', attributes: { required: true, autocomplete: 'current-password' } },
      ],
      verb: 'Sign in',
      run: (values) => this.tryWith(values),
    });
    return done;
  }

  async tryWith({ user, password }) {
    useCredentials(user, password);
    try {
      await this.load();
    } catch (refused) {
      useCredentials('', '');
      if (refused.status === 401) refused.message = `${refused.message || 'User and password do not match.'}`;
      throw refused;
    }
    this.changed();
    return '';
  }

  onlyLooking() {
    return ask({
      title: 'These pages can only be looked at',
      says: () => ['No password is configured, so nothing can be changed from here.',
        'Set console_password_file in the director block (console_user is the name), and reload. lvs-director on the machine itself works without.'],
      verb: 'Close',
      run: async () => '',
    });
  }

  async signOut() {
    useCredentials('', '');
    await this.load().catch((refused) => this.closedDoor(refused));
    this.changed();
  }

  show() {
    const { user, canOperate } = this.about;
    if (user && hasCredentials()) {
      patch(this.element, h('span.who', icon('key', 16), h('span.who-name', user)),
        h('button.tool.wide', { type: 'button', id: 'sign-out', on: { click: () => this.signOut() } }, 'Sign out'));
    } else {
      patch(this.element, canOperate
        ? h('button.tool.wide', { type: 'button', id: 'sign-in', on: { click: () => this.signIn() } }, 'Sign in')
        : h('button.tool.wide.quiet', { type: 'button', id: 'only-looking', on: { click: () => this.onlyLooking() } }, 'View only'));
    }
  }
}
